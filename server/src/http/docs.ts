import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger'
import { schemasOf } from './parameters.js'
import type { Schema } from './shape.js'

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>

const answers = {
  '2XX': { description: 'done' },
  '4XX': {
    description: 'refused: a code, the field it is about and a Chinese sentence',
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: {
            error: {
              type: 'object',
              properties: {
                code: { type: 'string' },
                field: { type: 'string' },
                message: { type: 'string' },
                details: {},
              },
              required: ['code', 'message'],
            },
          },
        },
      },
    },
  },
}

/** The API's description at `/api/docs`, made from the routes and the shapes that validate them. */
export function serveDocs(app: NestFastifyApplication): void {
  const operationIdFactory = (controller: string, method: string): string => `${controller}.${method}`
  const base = new DocumentBuilder()
    .setTitle('星迹 Xingji')
    .setVersion('1')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
  const make = (): OpenAPIObject => {
    const document = SwaggerModule.createDocument(app, base.build(), { operationIdFactory })
    for (const [path, operations] of Object.entries(document.paths))
      for (const operation of Object.values(operations as Record<string, Operation>)) describe(path, operation)
    return document
  }
  SwaggerModule.setup('api/docs', app, make)
}

function describe(path: string, operation: Operation): void {
  const { body, query } = schemasOf(operation.operationId ?? '')
  if (body) operation.requestBody = { required: true, content: { 'application/json': { schema: body } } }
  operation.parameters = [...placeholdersOf(path), ...(query ? parametersOf(query) : [])]
  operation.responses = answers
}

type Parameters = NonNullable<Operation['parameters']>

function placeholdersOf(path: string): Parameters {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    return { name, in: 'path', required: true, schema: { type: 'string' } }
  })
}

function parametersOf(query: Schema): Parameters {
  const required = query.required as string[]
  return Object.entries(query.properties as Record<string, Schema>).map(([name, schema]) => {
    return { name, in: 'query', required: required.includes(name), schema }
  })
}
