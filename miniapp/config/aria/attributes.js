/** What a screen reader needs and Taro's templates for WeChat leave out, for each component we say something with. */
const spoken = { 'aria-role': '', 'aria-label': '', 'aria-checked': '', 'aria-disabled': '', 'aria-hidden': '' }

module.exports = { View: spoken, Image: spoken, Text: spoken, Input: spoken, Textarea: spoken, Picker: spoken }
