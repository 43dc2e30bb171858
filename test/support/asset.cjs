/** Stands for a style sheet or an image that a component imports. */
module.exports = 'asset'
