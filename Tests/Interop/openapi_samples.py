"""Documents that have every kind of object of their version, to be changed at random."""


def swagger():
    parameter = {"name": "q", "in": "query", "type": "array", "items": {"type": "string", "maxLength": 3}}
    return {
        "swagger": "2.0",
        "info": {
            "title": "T",
            "version": "1",
            "termsOfService": "t",
            "contact": {"name": "n", "url": "https://a.example", "email": "a@b.example"},
            "license": {"name": "n", "url": "https://a.example"},
        },
        "host": "a.example:80",
        "basePath": "/v1",
        "schemes": ["https"],
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "tags": [{"name": "t", "description": "d", "externalDocs": {"url": "https://a.example"}}],
        "externalDocs": {"url": "https://a.example", "description": "d"},
        "paths": {
            "/a/{b}": {
                "parameters": [{"name": "b", "in": "path", "required": True, "type": "string"}],
                "get": {
                    "operationId": "a",
                    "summary": "s",
                    "tags": ["t"],
                    "deprecated": False,
                    "security": [{"k": []}, {"o": ["s"]}],
                    "parameters": [
                        parameter | {"collectionFormat": "multi", "minItems": 1, "default": ["a"]},
                        {"name": "h", "in": "header", "type": "integer", "minimum": 1, "default": 2},
                        {"$ref": "#/parameters/p"},
                    ],
                    "responses": {
                        "200": {
                            "description": "d",
                            "schema": {"$ref": "#/definitions/D"},
                            "headers": {"X": {"type": "array", "items": {"type": "string"}, "description": "d"}},
                            "examples": {"application/json": {}},
                        },
                        "default": {"$ref": "#/responses/r"},
                    },
                },
                "post": {
                    "parameters": [{"name": "x", "in": "body", "required": True, "schema": {"$ref": "#/definitions/D"}}],
                    "responses": {"204": {"description": "d"}},
                },
                "put": {
                    "consumes": ["multipart/form-data"],
                    "parameters": [
                        {"name": "f", "in": "formData", "type": "file"},
                        {"name": "g", "in": "formData", "type": "string", "enum": ["a", "b"], "default": "a"},
                    ],
                    "responses": {"204": {"description": "d"}},
                },
            }
        },
        "parameters": {"p": {"name": "p", "in": "query", "type": "number", "multipleOf": 2}},
        "responses": {"r": {"description": "d"}},
        "definitions": {
            "D": {
                "type": "object",
                "discriminator": "k",
                "required": ["k"],
                "properties": {
                    "k": {"type": "string", "minLength": 1, "pattern": "^a", "default": "ab", "example": "a"},
                    "n": {"type": "integer", "maximum": 3, "exclusiveMaximum": True, "default": 1},
                    "l": {"type": "array", "items": {"type": "boolean"}, "uniqueItems": True},
                    "x": {"type": "string", "xml": {"name": "x", "attribute": True}, "readOnly": True},
                },
                "additionalProperties": {"type": "string"},
                "externalDocs": {"url": "https://a.example"},
            },
            "E": {"allOf": [{"$ref": "#/definitions/D"}, {"properties": {"e": {}}}], "title": "t"},
        },
        "securityDefinitions": {
            "b": {"type": "basic"},
            "k": {"type": "apiKey", "name": "k", "in": "header", "description": "d"},
            "o": {
                "type": "oauth2",
                "flow": "accessCode",
                "authorizationUrl": "https://a.example",
                "tokenUrl": "https://a.example",
                "scopes": {"s": "d"},
            },
        },
    }


def openapi(version):
    is_modern = version >= "3.1"
    string = {"type": "string"}
    bound = {"exclusiveMaximum": 9} if is_modern else {"maximum": 9, "exclusiveMaximum": True}
    media = {
        "schema": {"$ref": "#/components/schemas/S"},
        "examples": {"e": {"summary": "s", "value": {}}, "f": {"$ref": "#/components/examples/e"}},
    }
    response = {
        "description": "d",
        "headers": {"X": {"description": "d", "schema": string, "style": "simple", "explode": False}},
        "content": {"application/json": media, "text/plain": {"schema": string, "example": "a"}},
        "links": {"l": {"operationId": "a", "parameters": {"b": "$request.path.b"}, "description": "d"}},
    }
    document = {
        "openapi": f"{version}.0",
        "info": {
            "title": "T",
            "version": "1",
            "description": "d",
            "termsOfService": "https://a.example",
            "contact": {"name": "n", "url": "https://a.example", "email": "a@b.example"},
            "license": {"name": "n", "url": "https://a.example"},
        },
        "servers": [
            {
                "url": "https://{h}.example",
                "description": "d",
                "variables": {"h": {"enum": ["a"], "default": "a", "description": "d"}},
            }
        ],
        "tags": [{"name": "t", "description": "d", "externalDocs": {"url": "https://a.example"}}],
        "externalDocs": {"url": "https://a.example", "description": "d"},
        "security": [{"k": []}],
        "paths": {
            "/a/{b}": {
                "summary": "s",
                "parameters": [{"name": "b", "in": "path", "required": True, "schema": string}],
                "get": {
                    "operationId": "a",
                    "tags": ["t"],
                    "deprecated": False,
                    "security": [{"k": []}, {"o": ["s"]}],
                    "servers": [{"url": "https://b.example"}],
                    "parameters": [
                        {
                            "name": "q",
                            "in": "query",
                            "schema": {"type": "array", "items": string, "default": ["a"]},
                            "style": "form",
                            "explode": True,
                            "allowReserved": False,
                        },
                        {"name": "h", "in": "header", "schema": {"type": "integer", "minimum": 1, "default": 2} | bound},
                        {"name": "j", "in": "query", "content": {"application/json": {"schema": {"type": "object"}}}},
                        {"$ref": "#/components/parameters/p"},
                    ],
                    "responses": {"200": response, "4XX": {"description": "d"}, "default": {"$ref": "#/components/responses/r"}},
                    "callbacks": {"c": {"{$request.body#/u}": {"post": {"responses": {"200": {"description": "d"}}}}}},
                },
                "post": {
                    "requestBody": {
                        "description": "d",
                        "required": True,
                        "content": {
                            "multipart/form-data": {
                                "schema": {"type": "object", "properties": {"f": {"type": "string"}}},
                                "encoding": {"f": {"contentType": "text/plain", "headers": {"X": {"schema": string}}}},
                            }
                        },
                    },
                    "responses": {"204": {"description": "d"}},
                },
                "put": {
                    "requestBody": {"$ref": "#/components/requestBodies/b"},
                    "responses": {"204": {"description": "d"}},
                },
            }
        },
        "components": {
            "parameters": {"p": {"name": "p", "in": "cookie", "schema": {"type": "number", "multipleOf": 2}}},
            "responses": {"r": {"description": "d"}},
            "requestBodies": {"b": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/T"}}}}},
            "examples": {"e": {"value": {}, "description": "d"}},
            "headers": {"H": {"schema": string, "required": True}},
            "links": {"l": {"operationRef": "#/paths/~1a~1{b}/get"}},
            "callbacks": {"c": {"{$url}": {"get": {"responses": {"200": {"description": "d"}}}}}},
            "securitySchemes": {
                "k": {"type": "apiKey", "name": "k", "in": "header", "description": "d"},
                "h": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "i": {"type": "openIdConnect", "openIdConnectUrl": "https://a.example"},
                "o": {
                    "type": "oauth2",
                    "flows": {
                        "implicit": {"authorizationUrl": "https://a.example", "scopes": {"s": "d"}},
                        "clientCredentials": {"tokenUrl": "https://a.example", "scopes": {}},
                        "password": {"tokenUrl": "https://a.example", "scopes": {}, "refreshUrl": "https://a.example"},
                        "authorizationCode": {
                            "authorizationUrl": "https://a.example",
                            "tokenUrl": "https://a.example",
                            "scopes": {"s": "d"},
                        },
                    },
                },
            },
            "schemas": {
                "S": {
                    "type": "object",
                    "discriminator": {"propertyName": "k", "mapping": {"t": "#/components/schemas/T"}},
                    "required": ["k"],
                    "properties": {
                        "k": {"type": "string", "minLength": 1, "pattern": "^a", "default": "ab", "example": "a"},
                        "n": {"type": "integer", "format": "int32", "default": 1} | bound,
                        "l": {"type": "array", "items": {"type": "boolean"}, "uniqueItems": True, "minItems": 1},
                        "x": {"type": "string", "xml": {"name": "x", "attribute": True}, "readOnly": True},
                        "o": {"oneOf": [string, {"type": "integer"}], "default": "a", "deprecated": True},
                    },
                    "additionalProperties": {"type": "string"},
                    "externalDocs": {"url": "https://a.example"},
                },
                "T": {
                    "allOf": [{"$ref": "#/components/schemas/S"}, {"properties": {"e": {"not": string}}}],
                    "required": ["e"],
                    "title": "t",
                },
                "U": {"type": "string", "enum": ["a", "b"], "default": "a"},
            },
        },
    }
    if is_modern:
        document["info"]["summary"] = "s"
        document["jsonSchemaDialect"] = f"https://spec.openapis.org/oas/{version}/dialect/base"
        document["webhooks"] = {"w": {"post": {"responses": {"200": {"description": "d"}}}}}
        document["components"]["pathItems"] = {"p": {"get": {"responses": {"200": {"description": "d"}}}}}
        document["components"]["securitySchemes"]["m"] = {"type": "mutualTLS"}
        document["components"]["schemas"]["V"] = {
            "$comment": "c",
            "$defs": {"d": {"const": 1}},
            "type": ["object", "null"],
            "patternProperties": {"^a": string},
            "propertyNames": {"maxLength": 3},
            "dependentRequired": {"a": ["b"]},
            "dependentSchemas": {"a": {"minProperties": 1}},
            "if": {"required": ["a"]},
            "then": {"maxProperties": 2},
            "else": True,
            "prefixItems": [string],
            "contains": {"type": "integer"},
            "minContains": 1,
            "unevaluatedProperties": False,
            "examples": [{}],
        }
        if version == "3.1":
            document["jsonSchemaDialect"] = "https://spec.openapis.org/oas/3.1/dialect/base"
    if version == "3.2":
        del document["jsonSchemaDialect"]
        document["tags"].append({"name": "u", "parent": "t", "kind": "nav", "summary": "s"})
        document["paths"]["/a/{b}"]["query"] = {"responses": {"200": {"description": "d"}}}
        document["paths"]["/s"] = {
            "get": {
                "responses": {"200": {"summary": "s", "content": {"application/jsonl": {"itemSchema": string}}}},
            }
        }
        document["components"]["mediaTypes"] = {"m": {"schema": string}}
    return document


ALL = [swagger(), openapi("3.0"), openapi("3.1"), openapi("3.2")]
