// swift-format-ignore-file
// Generated from the files of the same names; see Schemas.swift.

extension Schemas {
  static let openAPIText = #"""
{
  "openapi": "3.1.1",
  "info": {
    "title": "My Nethesis API",
    "version": "0.7.10",
    "summary": "Personal API keys of my.nethesis.it",
    "description": "The operations with which a signed-in person manages their own API keys. Every answer has the same frame: `code` repeats the HTTP status, `message` says in words what happened, `data` holds the result."
  },
  "servers": [{"url": "https://my.nethesis.it/backend/api", "description": "Production"}],
  "tags": [{"name": "Backend - Me", "description": "What belongs to the signed-in person"}],
  "security": [{"BearerAuth": []}],
  "paths": {
    "/me/api-keys": {
      "get": {
        "operationId": "listMyAPIKeys",
        "tags": ["Backend - Me"],
        "summary": "List your API keys",
        "description": "Answers every key the caller ever made, newest first, those that were revoked or have expired included. Tokens are not part of the answer. Needs an interactive session.",
        "responses": {
          "200": {
            "description": "All keys of the caller",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "properties": {
                    "code": { "type": "integer", "examples": [200] },
                    "message": { "type": "string", "examples": ["api keys retrieved successfully"] },
                    "data": {
                      "type": "object",
                      "properties": { "api_keys": {"type": "array", "items": {"$ref": "#/components/schemas/APIKey"}} }
                    }
                  }
                },
                "example": {
                  "code": 200,
                  "message": "api keys retrieved successfully",
                  "data": {
                    "api_keys": [
                      {
                        "id": "3b241101-e2bb-4255-8caf-4136c566a962",
                        "user_id": "usr_example",
                        "organization_id": "org_example",
                        "name": "Nightly backup report",
                        "key_public": "0f1e2d3c4b5a69788796a5b4c3d2e1",
                        "mode": "read",
                        "expires_at": "2026-12-01T09:30:00.123456789Z",
                        "last_used_at": null,
                        "last_used_ip": null,
                        "revoked_at": null,
                        "created_at": "2026-09-02T09:30:00.123456789Z"
                      }
                    ]
                  }
                }
              }
            }
          },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "403": { "$ref": "#/components/responses/Forbidden" },
          "500": { "$ref": "#/components/responses/InternalServerError" }
        }
      },
      "post": {
        "operationId": "createMyAPIKey",
        "tags": ["Backend - Me"],
        "summary": "Create an API key",
        "description": "Makes a key for a program that has to reach the API without a person. The password is asked for again because a key outlives the session. Its token is in this answer and nowhere else, ever. Needs an interactive session.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": { "$ref": "#/components/schemas/CreateAPIKeyRequest" },
              "example": { "name": "Nightly backup report", "mode": "read", "expires_in_days": 90, "password": "example-password" }
            }
          }
        },
        "responses": {
          "201": {
            "description": "The new key, with its token",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "properties": {
                    "code": { "type": "integer", "examples": [201] },
                    "message": { "type": "string", "examples": ["api key created successfully"] },
                    "data": { "$ref": "#/components/schemas/CreateAPIKeyResponse" }
                  }
                },
                "example": {
                  "code": 201,
                  "message": "api key created successfully",
                  "data": {
                    "id": "3b241101-e2bb-4255-8caf-4136c566a962",
                    "user_id": "usr_example",
                    "organization_id": "org_example",
                    "name": "Nightly backup report",
                    "key_public": "0f1e2d3c4b5a69788796a5b4c3d2e1",
                    "mode": "read",
                    "expires_at": "2026-12-01T09:30:00.123456789Z",
                    "last_used_at": null,
                    "last_used_ip": null,
                    "revoked_at": null,
                    "created_at": "2026-09-02T09:30:00.123456789Z",
                    "token": "myk_0f1e2d3c4b5a69788796a5b4c3d2e1.00112233445566778899aabbccddeeff00112233445566778899aabbccdd"
                  }
                }
              }
            }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "403": { "$ref": "#/components/responses/Forbidden" },
          "409": {
            "description": "The caller has as many active keys as are allowed",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "properties": {
                    "code": { "type": "integer", "examples": [409] },
                    "message": { "type": "string", "examples": ["validation failed"] },
                    "data": {
                      "type": "object",
                      "properties": {
                        "type": { "type": "string", "enum": ["validation_error"] },
                        "errors": { "type": "array", "items": {"$ref": "#/components/schemas/ValidationError"} }
                      }
                    }
                  }
                },
                "example": {
                  "code": 409,
                  "message": "validation failed",
                  "data": {
                    "type": "validation_error",
                    "errors": [{"key": "limit", "message": "max_keys_reached", "value": "5"}]
                  }
                }
              }
            }
          },
          "500": { "$ref": "#/components/responses/InternalServerError" }
        }
      }
    },
    "/me/api-keys/{id}": {
      "delete": {
        "operationId": "revokeMyAPIKey",
        "tags": ["Backend - Me"],
        "summary": "Revoke an API key",
        "description": "Ends a key of the caller at once and for good. Needs an interactive session.",
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
        "responses": {
          "200": {
            "description": "The key is revoked",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "properties": {
                    "code": { "type": "integer", "examples": [200] },
                    "message": { "type": "string", "examples": ["api key revoked successfully"] },
                    "data": { "type": ["object", "null"], "examples": [null] }
                  }
                },
                "example": { "code": 200, "message": "api key revoked successfully", "data": null }
              }
            }
          },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "403": { "$ref": "#/components/responses/Forbidden" },
          "404": { "$ref": "#/components/responses/NotFound" },
          "500": { "$ref": "#/components/responses/InternalServerError" }
        }
      }
    },
    "/me/api-keys/audit": {
      "get": {
        "operationId": "listMyAPIKeyAudit",
        "tags": ["Backend - Me"],
        "summary": "List what happened to your API keys",
        "description": "Answers the events of the caller's keys, page by page, newest first: keys made and revoked, and attempts to use one that failed. Uses that succeeded are not events. Needs an interactive session.",
        "parameters": [
          { "name": "page", "in": "query", "schema": {"type": "integer", "default": 1} },
          { "name": "page_size", "in": "query", "schema": {"type": "integer", "default": 20} },
          {
            "name": "event",
            "in": "query",
            "schema": { "type": "string", "enum": ["created", "revoked", "auth_failed", "rate_limited"] }
          },
          { "name": "api_key_id", "in": "query", "schema": {"type": "string"} }
        ],
        "responses": {
          "200": {
            "description": "One page of events",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "properties": {
                    "code": { "type": "integer", "examples": [200] },
                    "message": { "type": "string", "examples": ["api key audit retrieved successfully"] },
                    "data": {
                      "type": "object",
                      "properties": {
                        "audit": { "type": "array", "items": {"$ref": "#/components/schemas/APIKeyAuditEntry"} },
                        "pagination": { "$ref": "#/components/schemas/Pagination" }
                      }
                    }
                  }
                }
              }
            }
          },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "403": { "$ref": "#/components/responses/Forbidden" },
          "500": { "$ref": "#/components/responses/InternalServerError" }
        }
      }
    }
  },
  "components": {
    "securitySchemes": {
      "BearerAuth": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The token of an interactive session. It lasts 30 minutes."
      }
    },
    "schemas": {
      "CreateAPIKeyRequest": {
        "type": "object",
        "required": ["name", "mode", "password"],
        "properties": {
          "name": { "type": "string" },
          "mode": { "type": "string", "enum": ["read", "write"] },
          "expires_in_days": { "type": "integer", "minimum": 1, "maximum": 365 },
          "password": { "type": "string", "format": "password" }
        }
      },
      "CreateAPIKeyResponse": {
        "allOf": [{"$ref": "#/components/schemas/APIKey"}, {"type": "object", "properties": {"token": {"type": "string"}}}]
      },
      "APIKey": {
        "type": "object",
        "properties": {
          "id": { "type": "string" },
          "user_id": { "type": "string" },
          "organization_id": { "type": "string" },
          "name": { "type": "string" },
          "key_public": { "type": "string" },
          "mode": { "type": "string", "enum": ["read", "write"] },
          "expires_at": { "type": "string", "format": "date-time" },
          "last_used_at": { "type": ["string", "null"], "format": "date-time" },
          "last_used_ip": { "type": ["string", "null"] },
          "revoked_at": { "type": ["string", "null"], "format": "date-time" },
          "created_at": { "type": "string", "format": "date-time" }
        }
      },
      "APIKeyAuditEntry": {
        "type": "object",
        "properties": {
          "id": { "type": "string" },
          "api_key_id": { "type": ["string", "null"] },
          "user_id": { "type": ["string", "null"] },
          "organization_id": { "type": ["string", "null"] },
          "event": { "type": "string", "enum": ["created", "revoked", "auth_failed", "rate_limited"] },
          "reason": { "type": ["string", "null"], "enum": ["revoked", "expired", "user_inactive", "invalid_secret", null] },
          "key_name": { "type": ["string", "null"] },
          "key_mode": { "type": ["string", "null"] },
          "ip": { "type": ["string", "null"] },
          "method": { "type": ["string", "null"] },
          "path": { "type": ["string", "null"] },
          "created_at": { "type": "string", "format": "date-time" }
        }
      },
      "Pagination": {
        "type": "object",
        "properties": {
          "page": { "type": "integer", "minimum": 1 },
          "page_size": { "type": "integer", "minimum": 1, "maximum": 200 },
          "total_count": { "type": "integer", "minimum": 0 },
          "total_pages": { "type": "integer", "minimum": 0 },
          "has_next": { "type": "boolean" },
          "has_prev": { "type": "boolean" },
          "next_page": { "type": ["integer", "null"] },
          "prev_page": { "type": ["integer", "null"] },
          "sort_by": { "type": ["string", "null"] },
          "sort_direction": { "type": ["string", "null"], "enum": ["asc", "desc", null] }
        }
      },
      "ErrorResponse": {
        "type": "object",
        "description": "The frame of an answer that tells of a failure.",
        "properties": {
          "code": { "type": "integer" },
          "message": { "type": "string" },
          "data": { "$ref": "#/components/schemas/ErrorData" }
        }
      },
      "ErrorData": {
        "type": ["object", "null"],
        "properties": {
          "type": { "type": "string", "enum": ["validation_error", "external_api_error"] },
          "errors": { "type": "array", "items": {"$ref": "#/components/schemas/ValidationError"} },
          "details": {}
        }
      },
      "ValidationError": {
        "type": "object",
        "description": "One field that was refused.",
        "properties": {
          "key": { "type": "string", "description": "Which field it is; `unknown` if the body could not be read at all." },
          "message": { "type": "string", "description": "Why, as a code." },
          "value": { "type": "string", "description": "What was given for it." }
        }
      }
    },
    "responses": {
      "BadRequest": {
        "description": "Something in the request is missing or wrong",
        "content": {
          "application/json": {
            "schema": { "$ref": "#/components/schemas/ErrorResponse" },
            "examples": {
              "missing": {
                "summary": "A field is missing",
                "value": {
                  "code": 400,
                  "message": "validation failed",
                  "data": { "type": "validation_error", "errors": [{"key": "name", "message": "required"}] }
                }
              },
              "password": {
                "summary": "The password was not confirmed",
                "value": {
                  "code": 400,
                  "message": "validation failed",
                  "data": {
                    "type": "validation_error",
                    "errors": [{"key": "password", "message": "incorrect_password", "value": ""}]
                  }
                }
              }
            }
          }
        }
      },
      "Unauthorized": {
        "description": "No valid token was sent",
        "content": {
          "application/json": {
            "schema": { "$ref": "#/components/schemas/ErrorResponse" },
            "example": { "code": 401, "message": "invalid token", "data": null }
          }
        }
      },
      "Forbidden": {
        "description": "The token is valid but may not do this",
        "content": {
          "application/json": {
            "schema": { "$ref": "#/components/schemas/ErrorResponse" },
            "example": { "code": 403, "message": "this endpoint cannot be accessed with an api key", "data": null }
          }
        }
      },
      "NotFound": {
        "description": "There is nothing of that id",
        "content": {
          "application/json": {
            "schema": { "$ref": "#/components/schemas/ErrorResponse" },
            "example": { "code": 404, "message": "api key not found", "data": null }
          }
        }
      },
      "InternalServerError": {
        "description": "The backend failed",
        "content": {
          "application/json": {
            "schema": { "$ref": "#/components/schemas/ErrorResponse" },
            "example": { "code": 500, "message": "failed to create api key", "data": null }
          }
        }
      }
    }
  }
}

"""#

  static let overlayText = #"""
{
  "overlay": "1.0.0",
  "info": {
    "title": "my.nethesis.it for models",
    "version": "1.0.0",
    "description": "What a model has to know of the API key operations and the document does not say. Applies to the document beside it and to the complete published one alike, and gives the same tools for both."
  },
  "x-mcp": {
    "title": "My Nethesis API",
    "synonyms": [
      ["creare", "aggiungere", "inserire", "generare", "emettere", "create", "add", "new"],
      ["nuovo", "nuova", "new", "create"],
      ["eliminare", "cancellare", "rimuovere", "delete", "remove"],
      ["distruggere", "definitivamente", "destroy"],
      ["revocare", "annullare", "revoke", "cancel"],
      ["modificare", "cambiare", "aggiornare", "impostare", "update", "change", "edit", "set"],
      ["elenco", "lista", "elencare", "mostrare", "vedere", "visualizzare", "list", "show", "get", "view"],
      ["cercare", "trovare", "search", "find"],
      ["importare", "import"],
      ["caricare", "upload", "import"],
      ["esportare", "export"],
      ["scaricare", "download", "export"],
      ["sospendere", "bloccare", "disattivare", "suspend", "block"],
      ["riattivare", "attivare", "sbloccare", "reactivate", "enable"],
      ["ripristinare", "recuperare", "restore", "recover"],
      ["confermare", "confirm"],
      ["convalidare", "verificare", "controllare", "validate", "verify", "check"],
      ["promuovere", "promote"],
      ["rigenerare", "regenerate"],
      ["silenziare", "zittire", "silence", "mute"],
      ["registrare", "register"],
      ["utente", "user"],
      ["cliente", "customer"],
      ["rivenditore", "reseller"],
      ["distributore", "distributor"],
      ["organizzazione", "azienda", "ditta", "organization", "company"],
      ["sistema", "macchina", "dispositivo", "apparato", "system"],
      ["applicazione", "application"],
      ["chiave", "key"],
      ["segreto", "secret"],
      ["parola chiave", "parola d'ordine", "password"],
      ["allarme", "avviso", "allerta", "alert"],
      ["notifica", "notification"],
      ["copia di sicurezza", "salvataggio", "backup"],
      ["ruolo", "role"],
      ["permesso", "autorizzazione", "permission"],
      ["partita iva", "codice fiscale", "vat"],
      ["esistente", "esiste", "duplicato", "already exists", "exists", "validate"],
      ["quanti", "quante", "numero", "totale", "conteggio", "count", "totals"],
      ["andamento", "crescita", "trend", "growth"],
      ["registro", "audit", "log"],
      ["storico", "cronologia", "history", "timeline"],
      ["evento", "attività", "event", "activity"],
      ["accedere", "entrare", "autenticarsi", "log in", "login"],
      ["accesso", "access", "login"],
      ["uscire", "disconnettersi", "log out", "logout"],
      ["impersonare", "per conto di", "impersonate"],
      ["consenso", "consent"],
      ["immagine", "foto", "avatar"],
      ["marchio", "logo", "rebranding"],
      ["modello", "template"],
      ["scadenza", "scadere", "expires", "expiry"],
      ["stato", "status"],
      ["raggiungibile", "reachability", "reachable"],
      ["spento", "irraggiungibile", "offline", "unreachable"],
      ["modifica", "differenza", "changes", "diffs"],
      ["valore", "values"],
      ["filtro", "filter"],
      ["inventario", "inventory"],
      ["profilo", "profile", "me"],
      ["errore", "error"],
      ["mio", "miei", "mie", "me", "my"]
    ],
    "login": {
      "exchange": "/auth/exchange",
      "refresh": "/auth/refresh",
      "logout": "/auth/logout",
      "account": "/me"
    }
  },
  "actions": [
    { "target": "$.servers", "description": "The published document names placeholders.", "remove": true },
    {
      "target": "$",
      "update": { "servers": [{"url": "https://my.nethesis.it/backend/api", "description": "Production"}] }
    },
    {
      "target": "$",
      "description": "What holds for every operation of this backend.",
      "update": {
        "x-mcp": {
          "errors": {
            "429": "Too many calls in a short time. Wait a few seconds, then call again.",
            "unreachable": "Nothing was done. Check the network and the backend's URL."
          }
        }
      }
    },
    {
      "target": "$.paths['/me/api-keys', '/me/api-keys/{id}', '/me/api-keys/audit']['get', 'post', 'delete']",
      "description": "What holds for the operations on keys: the others of this backend take API keys.",
      "update": {
        "x-mcp": {
          "access": "keys",
          "errors": {
            "401": "The session token is missing, expired or revoked: a session lasts 30 minutes. Whoever runs this server signs in with `nethesis-mcp login`, or puts a new token where NETHESIS_MCP_TOKEN_FILE or --token-file points; neither needs a restart.",
            "403": "This account may not manage API keys this way: an API key cannot do it, a session that impersonates somebody cannot, and some accounts cannot have keys at all. Use a session of the person whose keys they are.",
            "503": "The backend cannot check the token at the moment. Nothing was done; try again in a minute."
          },
          "credential": {
            "accepts": ["^(?!my[ko]_)"],
            "otherwise": "The configured token is an API key (`myk_…` or `myo_…`), and no API key can manage API keys. Sign in to the web application and configure the token of that session instead: NETHESIS_MCP_TOKEN_FILE or --token-file."
          }
        }
      }
    },
    {
      "target": "$.paths['/me/api-keys', '/me/api-keys/audit'].get",
      "update": {
        "x-mcp": {
          "errors": {
            "500": "The backend failed to read. Try again in a minute.",
            "timeout": "Reading changes nothing: try again."
          }
        }
      }
    },
    {
      "target": "$.paths['/me/api-keys', '/me/api-keys/{id}']['post', 'delete']",
      "update": {
        "x-mcp": {
          "errors": {
            "500": "The backend failed. Use list_api_keys to see what is there before anything is tried again.",
            "5XX": "The backend, or something on the way to it, failed. Use list_api_keys to see what is there before anything is tried again.",
            "timeout": "It is not known whether anything was done: use list_api_keys to find out before anything is tried again.",
            "invalid-answer": "It has probably been done: use list_api_keys to see what is there before anything is tried again."
          }
        }
      }
    },
    {
      "target": "$.paths['/me/api-keys'].post",
      "update": {
        "x-mcp": {
          "name": "create_api_key",
          "title": "Create an API key",
          "description": "Creates a personal API key for my.nethesis.it, so that a program can use the API without a person. The secret token is shown once, when the key is made, and can never be read again. A person can have at most five active keys. Ask what the key is for and whether it has to change anything before choosing name and mode; prefer read, and the shortest lifetime that does. One call makes one key: call again only where a result says so.",
          "pin": true,
          "annotations": { "readOnlyHint": false, "destructiveHint": false, "idempotentHint": false, "openWorldHint": true },
          "errors": {
            "400": "The backend refused a field. For each one it says why: `required` means that it is missing or empty, `oneof` that the value is not one of those allowed, `incorrect_password` that the password is wrong or that the identity provider could not be reached to check it; the key `unknown` means that a value has the wrong type. Correct the field and call again.",
            "409": "There are five active keys already, and no more are allowed. Use list_api_keys to see them and revoke_api_key to end one that nobody needs, after asking."
          },
          "verify": {
            "list": "listMyAPIKeys",
            "items": "/data/api_keys",
            "match": { "name": "name" },
            "noun": "API key",
            "createdAt": "created_at",
            "made": "/data",
            "limit": { "maximum": 5, "endedBy": ["revoked_at", "expires_at"], "error": "409" },
            "revoke": { "operation": "revokeMyAPIKey", "parameters": {"id": "id"} }
          }
        }
      }
    },
    {
      "target": "$.paths['/me/api-keys'].get",
      "update": {
        "x-mcp": {
          "name": "list_api_keys",
          "title": "List API keys",
          "description": "Lists every API key that the signed-in person has ever made, newest first, with name, mode, expiry and last use. Revoked and expired keys are included: a key is active if revoked_at is null and expires_at is still to come. Tokens are never part of the answer.",
          "pin": true,
          "annotations": { "readOnlyHint": true, "destructiveHint": false, "idempotentHint": true, "openWorldHint": true }
        }
      }
    },
    {
      "target": "$.paths['/me/api-keys/{id}'].delete",
      "update": {
        "x-mcp": {
          "name": "revoke_api_key",
          "title": "Revoke an API key",
          "description": "Revokes one API key of the signed-in person, at once and for good: whatever uses it stops working. Take the id from list_api_keys, and have the person confirm which key it is before calling.",
          "pin": true,
          "annotations": { "readOnlyHint": false, "destructiveHint": true, "idempotentHint": true, "openWorldHint": true },
          "errors": {
            "404": "There is no active key of that id: it is not one of this person's keys, or it has been revoked already. Use list_api_keys to see which there are."
          }
        }
      }
    },
    {
      "target": "$.paths['/me/api-keys/audit'].get",
      "update": {
        "x-mcp": {
          "name": "list_api_key_events",
          "title": "List API key events",
          "description": "Lists what happened to the API keys of the signed-in person, newest first, page by page: keys created and revoked, and failed attempts to use one (revoked, expired, wrong secret, owner suspended, too many calls). Uses that succeeded are not recorded here; list_api_keys tells when a key was last used.",
          "pin": true,
          "annotations": { "readOnlyHint": true, "destructiveHint": false, "idempotentHint": true, "openWorldHint": true }
        }
      }
    },
    {
      "target": "$.paths['/me/api-keys/{id}'].delete.parameters[?@.name == 'id']",
      "update": {
        "description": "The id of the key, as list_api_keys gives it.",
        "schema": { "minLength": 1, "example": "3b241101-e2bb-4255-8caf-4136c566a962" }
      }
    },
    {
      "target": "$.paths['/me/api-keys/audit'].get.parameters[?@.name == 'page']",
      "update": { "description": "Which page, the first being 1.", "schema": {"minimum": 1} }
    },
    {
      "target": "$.paths['/me/api-keys/audit'].get.parameters[?@.name == 'page_size']",
      "update": { "description": "How many events a page has.", "schema": {"minimum": 1, "maximum": 100} }
    },
    {
      "target": "$.paths['/me/api-keys/audit'].get.parameters[?@.name == 'event']",
      "update": { "description": "Only events of this kind." }
    },
    {
      "target": "$.paths['/me/api-keys/audit'].get.parameters[?@.name == 'api_key_id']",
      "update": { "description": "Only events of the key with this id." }
    },
    {
      "target": "$.components.schemas.CreateAPIKeyRequest",
      "update": {
        "properties": {
          "name": {
            "description": "What the key is for, so that people recognise it later.",
            "minLength": 1,
            "maxLength": 255,
            "example": "Nightly backup report"
          },
          "mode": {
            "description": "What the key may do: read only reads; write also changes things. Neither gives more than its owner may do.",
            "example": "read"
          },
          "expires_in_days": { "description": "After how many days the key ends.", "default": 90, "example": 90 },
          "password": {
            "description": "The current password of the signed-in person, asked for again to confirm.",
            "minLength": 1,
            "example": "example-password",
            "x-mcp": { "secret": true }
          }
        }
      }
    },
    {
      "target": "$.components.schemas.CreateAPIKeyResponse.allOf[1].properties.token",
      "update": {
        "description": "The secret that a program sends as `Authorization: Bearer …`. It is in this answer only: keep it safe now.",
        "example": "myk_0f1e2d3c4b5a69788796a5b4c3d2e1.00112233445566778899aabbccddeeff00112233445566778899aabbccdd",
        "x-mcp": { "secret": true }
      }
    },
    {
      "target": "$.components.schemas.APIKey",
      "update": {
        "description": "A personal API key, without its secret.",
        "properties": {
          "id": { "description": "Names the key, for revoke_api_key.", "example": "3b241101-e2bb-4255-8caf-4136c566a962" },
          "user_id": { "description": "Whose key it is; empty for owner accounts.", "example": "usr_example" },
          "organization_id": { "description": "The organization of that person; may be empty.", "example": "org_example" },
          "name": { "description": "What the key is for.", "example": "Nightly backup report" },
          "key_public": {
            "description": "The part of the token that is no secret: the digits between the prefix and the dot.",
            "example": "0f1e2d3c4b5a69788796a5b4c3d2e1"
          },
          "mode": { "description": "What the key may do.", "example": "read" },
          "expires_at": { "description": "When the key ends by itself.", "example": "2026-12-01T09:30:00.123456789Z" },
          "last_used_at": { "description": "When the key was last used, to the minute; null if never." },
          "last_used_ip": { "description": "From which address; null if never used." },
          "revoked_at": { "description": "When the key was revoked; null if it was not." },
          "created_at": { "description": "When the key was made.", "example": "2026-09-02T09:30:00.123456789Z" }
        }
      }
    },
    {
      "target": "$.components.schemas.APIKeyAuditEntry",
      "update": {
        "description": "Something that happened to a key.",
        "properties": {
          "id": { "description": "Names the event." },
          "api_key_id": { "description": "Which key; null if the one that was tried does not exist." },
          "user_id": { "description": "Whose key." },
          "organization_id": { "description": "Of which organization." },
          "event": { "description": "What happened." },
          "reason": { "description": "Why a use failed, for auth_failed; otherwise null." },
          "key_name": { "description": "What the key is for." },
          "key_mode": { "description": "What the key may do." },
          "ip": { "description": "From which address it was done or tried." },
          "method": { "description": "The HTTP method of the request." },
          "path": { "description": "The path of the request." },
          "created_at": { "description": "When it happened." }
        }
      }
    },
    {
      "target": "$.components.schemas.Pagination",
      "update": {
        "properties": {
          "page": { "description": "Which page this is.", "example": 1 },
          "page_size": { "description": "How many items a page has.", "example": 20 },
          "total_count": { "description": "How many items there are in all.", "example": 3 },
          "total_pages": { "description": "How many pages there are.", "example": 1 },
          "has_next": { "description": "Whether a page follows.", "example": false },
          "has_prev": { "description": "Whether a page comes before.", "example": false },
          "next_page": { "description": "The page that follows, if one does.", "example": null },
          "prev_page": { "description": "The page before, if there is one.", "example": null },
          "sort_by": { "description": "By which field the items are sorted, if the answer says.", "example": null },
          "sort_direction": { "description": "In which direction.", "example": null }
        }
      }
    }
  ]
}

"""#

  static let appliedText = #"""
{"openapi":"3.1.1","info":{"title":"My Nethesis API","version":"0.7.10","summary":"Personal API keys of my.nethesis.it","description":"The operations with which a signed-in person manages their own API keys. Every answer has the same frame: `code` repeats the HTTP status, `message` says in words what happened, `data` holds the result."},"tags":[{"name":"Backend - Me","description":"What belongs to the signed-in person"}],"security":[{"BearerAuth":[]}],"paths":{"/me/api-keys":{"get":{"operationId":"listMyAPIKeys","tags":["Backend - Me"],"summary":"List your API keys","description":"Answers every key the caller ever made, newest first, those that were revoked or have expired included. Tokens are not part of the answer. Needs an interactive session.","responses":{"200":{"description":"All keys of the caller","content":{"application/json":{"schema":{"type":"object","properties":{"code":{"type":"integer","examples":[200]},"message":{"type":"string","examples":["api keys retrieved successfully"]},"data":{"type":"object","properties":{"api_keys":{"type":"array","items":{"$ref":"#/components/schemas/APIKey"}}}}}},"example":{"code":200,"message":"api keys retrieved successfully","data":{"api_keys":[{"id":"3b241101-e2bb-4255-8caf-4136c566a962","user_id":"usr_example","organization_id":"org_example","name":"Nightly backup report","key_public":"0f1e2d3c4b5a69788796a5b4c3d2e1","mode":"read","expires_at":"2026-12-01T09:30:00.123456789Z","last_used_at":null,"last_used_ip":null,"revoked_at":null,"created_at":"2026-09-02T09:30:00.123456789Z"}]}}}}},"401":{"$ref":"#/components/responses/Unauthorized"},"403":{"$ref":"#/components/responses/Forbidden"},"500":{"$ref":"#/components/responses/InternalServerError"}},"x-mcp":{"access":"keys","errors":{"401":"The session token is missing, expired or revoked: a session lasts 30 minutes. Whoever runs this server signs in with `nethesis-mcp login`, or puts a new token where NETHESIS_MCP_TOKEN_FILE or --token-file points; neither needs a restart.","403":"This account may not manage API keys this way: an API key cannot do it, a session that impersonates somebody cannot, and some accounts cannot have keys at all. Use a session of the person whose keys they are.","503":"The backend cannot check the token at the moment. Nothing was done; try again in a minute.","500":"The backend failed to read. Try again in a minute.","timeout":"Reading changes nothing: try again."},"credential":{"accepts":["^(?!my[ko]_)"],"otherwise":"The configured token is an API key (`myk_…` or `myo_…`), and no API key can manage API keys. Sign in to the web application and configure the token of that session instead: NETHESIS_MCP_TOKEN_FILE or --token-file."},"name":"list_api_keys","title":"List API keys","description":"Lists every API key that the signed-in person has ever made, newest first, with name, mode, expiry and last use. Revoked and expired keys are included: a key is active if revoked_at is null and expires_at is still to come. Tokens are never part of the answer.","pin":true,"annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":true}}},"post":{"operationId":"createMyAPIKey","tags":["Backend - Me"],"summary":"Create an API key","description":"Makes a key for a program that has to reach the API without a person. The password is asked for again because a key outlives the session. Its token is in this answer and nowhere else, ever. Needs an interactive session.","requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/CreateAPIKeyRequest"},"example":{"name":"Nightly backup report","mode":"read","expires_in_days":90,"password":"example-password"}}}},"responses":{"201":{"description":"The new key, with its token","content":{"application/json":{"schema":{"type":"object","properties":{"code":{"type":"integer","examples":[201]},"message":{"type":"string","examples":["api key created successfully"]},"data":{"$ref":"#/components/schemas/CreateAPIKeyResponse"}}},"example":{"code":201,"message":"api key created successfully","data":{"id":"3b241101-e2bb-4255-8caf-4136c566a962","user_id":"usr_example","organization_id":"org_example","name":"Nightly backup report","key_public":"0f1e2d3c4b5a69788796a5b4c3d2e1","mode":"read","expires_at":"2026-12-01T09:30:00.123456789Z","last_used_at":null,"last_used_ip":null,"revoked_at":null,"created_at":"2026-09-02T09:30:00.123456789Z","token":"myk_0f1e2d3c4b5a69788796a5b4c3d2e1.00112233445566778899aabbccddeeff00112233445566778899aabbccdd"}}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthorized"},"403":{"$ref":"#/components/responses/Forbidden"},"409":{"description":"The caller has as many active keys as are allowed","content":{"application/json":{"schema":{"type":"object","properties":{"code":{"type":"integer","examples":[409]},"message":{"type":"string","examples":["validation failed"]},"data":{"type":"object","properties":{"type":{"type":"string","enum":["validation_error"]},"errors":{"type":"array","items":{"$ref":"#/components/schemas/ValidationError"}}}}}},"example":{"code":409,"message":"validation failed","data":{"type":"validation_error","errors":[{"key":"limit","message":"max_keys_reached","value":"5"}]}}}}},"500":{"$ref":"#/components/responses/InternalServerError"}},"x-mcp":{"access":"keys","errors":{"401":"The session token is missing, expired or revoked: a session lasts 30 minutes. Whoever runs this server signs in with `nethesis-mcp login`, or puts a new token where NETHESIS_MCP_TOKEN_FILE or --token-file points; neither needs a restart.","403":"This account may not manage API keys this way: an API key cannot do it, a session that impersonates somebody cannot, and some accounts cannot have keys at all. Use a session of the person whose keys they are.","503":"The backend cannot check the token at the moment. Nothing was done; try again in a minute.","500":"The backend failed. Use list_api_keys to see what is there before anything is tried again.","5XX":"The backend, or something on the way to it, failed. Use list_api_keys to see what is there before anything is tried again.","timeout":"It is not known whether anything was done: use list_api_keys to find out before anything is tried again.","invalid-answer":"It has probably been done: use list_api_keys to see what is there before anything is tried again.","400":"The backend refused a field. For each one it says why: `required` means that it is missing or empty, `oneof` that the value is not one of those allowed, `incorrect_password` that the password is wrong or that the identity provider could not be reached to check it; the key `unknown` means that a value has the wrong type. Correct the field and call again.","409":"There are five active keys already, and no more are allowed. Use list_api_keys to see them and revoke_api_key to end one that nobody needs, after asking."},"credential":{"accepts":["^(?!my[ko]_)"],"otherwise":"The configured token is an API key (`myk_…` or `myo_…`), and no API key can manage API keys. Sign in to the web application and configure the token of that session instead: NETHESIS_MCP_TOKEN_FILE or --token-file."},"name":"create_api_key","title":"Create an API key","description":"Creates a personal API key for my.nethesis.it, so that a program can use the API without a person. The secret token is shown once, when the key is made, and can never be read again. A person can have at most five active keys. Ask what the key is for and whether it has to change anything before choosing name and mode; prefer read, and the shortest lifetime that does. One call makes one key: call again only where a result says so.","pin":true,"annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":true},"verify":{"list":"listMyAPIKeys","items":"/data/api_keys","match":{"name":"name"},"noun":"API key","createdAt":"created_at","made":"/data","limit":{"maximum":5,"endedBy":["revoked_at","expires_at"],"error":"409"},"revoke":{"operation":"revokeMyAPIKey","parameters":{"id":"id"}}}}}},"/me/api-keys/{id}":{"delete":{"operationId":"revokeMyAPIKey","tags":["Backend - Me"],"summary":"Revoke an API key","description":"Ends a key of the caller at once and for good. Needs an interactive session.","parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string","minLength":1,"example":"3b241101-e2bb-4255-8caf-4136c566a962"},"description":"The id of the key, as list_api_keys gives it."}],"responses":{"200":{"description":"The key is revoked","content":{"application/json":{"schema":{"type":"object","properties":{"code":{"type":"integer","examples":[200]},"message":{"type":"string","examples":["api key revoked successfully"]},"data":{"type":["object","null"],"examples":[null]}}},"example":{"code":200,"message":"api key revoked successfully","data":null}}}},"401":{"$ref":"#/components/responses/Unauthorized"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"500":{"$ref":"#/components/responses/InternalServerError"}},"x-mcp":{"access":"keys","errors":{"401":"The session token is missing, expired or revoked: a session lasts 30 minutes. Whoever runs this server signs in with `nethesis-mcp login`, or puts a new token where NETHESIS_MCP_TOKEN_FILE or --token-file points; neither needs a restart.","403":"This account may not manage API keys this way: an API key cannot do it, a session that impersonates somebody cannot, and some accounts cannot have keys at all. Use a session of the person whose keys they are.","503":"The backend cannot check the token at the moment. Nothing was done; try again in a minute.","500":"The backend failed. Use list_api_keys to see what is there before anything is tried again.","5XX":"The backend, or something on the way to it, failed. Use list_api_keys to see what is there before anything is tried again.","timeout":"It is not known whether anything was done: use list_api_keys to find out before anything is tried again.","invalid-answer":"It has probably been done: use list_api_keys to see what is there before anything is tried again.","404":"There is no active key of that id: it is not one of this person's keys, or it has been revoked already. Use list_api_keys to see which there are."},"credential":{"accepts":["^(?!my[ko]_)"],"otherwise":"The configured token is an API key (`myk_…` or `myo_…`), and no API key can manage API keys. Sign in to the web application and configure the token of that session instead: NETHESIS_MCP_TOKEN_FILE or --token-file."},"name":"revoke_api_key","title":"Revoke an API key","description":"Revokes one API key of the signed-in person, at once and for good: whatever uses it stops working. Take the id from list_api_keys, and have the person confirm which key it is before calling.","pin":true,"annotations":{"readOnlyHint":false,"destructiveHint":true,"idempotentHint":true,"openWorldHint":true}}}},"/me/api-keys/audit":{"get":{"operationId":"listMyAPIKeyAudit","tags":["Backend - Me"],"summary":"List what happened to your API keys","description":"Answers the events of the caller's keys, page by page, newest first: keys made and revoked, and attempts to use one that failed. Uses that succeeded are not events. Needs an interactive session.","parameters":[{"name":"page","in":"query","schema":{"type":"integer","default":1,"minimum":1},"description":"Which page, the first being 1."},{"name":"page_size","in":"query","schema":{"type":"integer","default":20,"minimum":1,"maximum":100},"description":"How many events a page has."},{"name":"event","in":"query","schema":{"type":"string","enum":["created","revoked","auth_failed","rate_limited"]},"description":"Only events of this kind."},{"name":"api_key_id","in":"query","schema":{"type":"string"},"description":"Only events of the key with this id."}],"responses":{"200":{"description":"One page of events","content":{"application/json":{"schema":{"type":"object","properties":{"code":{"type":"integer","examples":[200]},"message":{"type":"string","examples":["api key audit retrieved successfully"]},"data":{"type":"object","properties":{"audit":{"type":"array","items":{"$ref":"#/components/schemas/APIKeyAuditEntry"}},"pagination":{"$ref":"#/components/schemas/Pagination"}}}}}}}},"401":{"$ref":"#/components/responses/Unauthorized"},"403":{"$ref":"#/components/responses/Forbidden"},"500":{"$ref":"#/components/responses/InternalServerError"}},"x-mcp":{"access":"keys","errors":{"401":"The session token is missing, expired or revoked: a session lasts 30 minutes. Whoever runs this server signs in with `nethesis-mcp login`, or puts a new token where NETHESIS_MCP_TOKEN_FILE or --token-file points; neither needs a restart.","403":"This account may not manage API keys this way: an API key cannot do it, a session that impersonates somebody cannot, and some accounts cannot have keys at all. Use a session of the person whose keys they are.","503":"The backend cannot check the token at the moment. Nothing was done; try again in a minute.","500":"The backend failed to read. Try again in a minute.","timeout":"Reading changes nothing: try again."},"credential":{"accepts":["^(?!my[ko]_)"],"otherwise":"The configured token is an API key (`myk_…` or `myo_…`), and no API key can manage API keys. Sign in to the web application and configure the token of that session instead: NETHESIS_MCP_TOKEN_FILE or --token-file."},"name":"list_api_key_events","title":"List API key events","description":"Lists what happened to the API keys of the signed-in person, newest first, page by page: keys created and revoked, and failed attempts to use one (revoked, expired, wrong secret, owner suspended, too many calls). Uses that succeeded are not recorded here; list_api_keys tells when a key was last used.","pin":true,"annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":true}}}}},"components":{"securitySchemes":{"BearerAuth":{"type":"http","scheme":"bearer","bearerFormat":"JWT","description":"The token of an interactive session. It lasts 30 minutes."}},"schemas":{"CreateAPIKeyRequest":{"type":"object","required":["name","mode","password"],"properties":{"name":{"type":"string","description":"What the key is for, so that people recognise it later.","minLength":1,"maxLength":255,"example":"Nightly backup report"},"mode":{"type":"string","enum":["read","write"],"description":"What the key may do: read only reads; write also changes things. Neither gives more than its owner may do.","example":"read"},"expires_in_days":{"type":"integer","minimum":1,"maximum":365,"description":"After how many days the key ends.","default":90,"example":90},"password":{"type":"string","format":"password","description":"The current password of the signed-in person, asked for again to confirm.","minLength":1,"example":"example-password","x-mcp":{"secret":true}}}},"CreateAPIKeyResponse":{"allOf":[{"$ref":"#/components/schemas/APIKey"},{"type":"object","properties":{"token":{"type":"string","description":"The secret that a program sends as `Authorization: Bearer …`. It is in this answer only: keep it safe now.","example":"myk_0f1e2d3c4b5a69788796a5b4c3d2e1.00112233445566778899aabbccddeeff00112233445566778899aabbccdd","x-mcp":{"secret":true}}}}]},"APIKey":{"type":"object","properties":{"id":{"type":"string","description":"Names the key, for revoke_api_key.","example":"3b241101-e2bb-4255-8caf-4136c566a962"},"user_id":{"type":"string","description":"Whose key it is; empty for owner accounts.","example":"usr_example"},"organization_id":{"type":"string","description":"The organization of that person; may be empty.","example":"org_example"},"name":{"type":"string","description":"What the key is for.","example":"Nightly backup report"},"key_public":{"type":"string","description":"The part of the token that is no secret: the digits between the prefix and the dot.","example":"0f1e2d3c4b5a69788796a5b4c3d2e1"},"mode":{"type":"string","enum":["read","write"],"description":"What the key may do.","example":"read"},"expires_at":{"type":"string","format":"date-time","description":"When the key ends by itself.","example":"2026-12-01T09:30:00.123456789Z"},"last_used_at":{"type":["string","null"],"format":"date-time","description":"When the key was last used, to the minute; null if never."},"last_used_ip":{"type":["string","null"],"description":"From which address; null if never used."},"revoked_at":{"type":["string","null"],"format":"date-time","description":"When the key was revoked; null if it was not."},"created_at":{"type":"string","format":"date-time","description":"When the key was made.","example":"2026-09-02T09:30:00.123456789Z"}},"description":"A personal API key, without its secret."},"APIKeyAuditEntry":{"type":"object","properties":{"id":{"type":"string","description":"Names the event."},"api_key_id":{"type":["string","null"],"description":"Which key; null if the one that was tried does not exist."},"user_id":{"type":["string","null"],"description":"Whose key."},"organization_id":{"type":["string","null"],"description":"Of which organization."},"event":{"type":"string","enum":["created","revoked","auth_failed","rate_limited"],"description":"What happened."},"reason":{"type":["string","null"],"enum":["revoked","expired","user_inactive","invalid_secret",null],"description":"Why a use failed, for auth_failed; otherwise null."},"key_name":{"type":["string","null"],"description":"What the key is for."},"key_mode":{"type":["string","null"],"description":"What the key may do."},"ip":{"type":["string","null"],"description":"From which address it was done or tried."},"method":{"type":["string","null"],"description":"The HTTP method of the request."},"path":{"type":["string","null"],"description":"The path of the request."},"created_at":{"type":"string","format":"date-time","description":"When it happened."}},"description":"Something that happened to a key."},"Pagination":{"type":"object","properties":{"page":{"type":"integer","minimum":1,"description":"Which page this is.","example":1},"page_size":{"type":"integer","minimum":1,"maximum":200,"description":"How many items a page has.","example":20},"total_count":{"type":"integer","minimum":0,"description":"How many items there are in all.","example":3},"total_pages":{"type":"integer","minimum":0,"description":"How many pages there are.","example":1},"has_next":{"type":"boolean","description":"Whether a page follows.","example":false},"has_prev":{"type":"boolean","description":"Whether a page comes before.","example":false},"next_page":{"type":["integer","null"],"description":"The page that follows, if one does.","example":null},"prev_page":{"type":["integer","null"],"description":"The page before, if there is one.","example":null},"sort_by":{"type":["string","null"],"description":"By which field the items are sorted, if the answer says.","example":null},"sort_direction":{"type":["string","null"],"enum":["asc","desc",null],"description":"In which direction.","example":null}}},"ErrorResponse":{"type":"object","description":"The frame of an answer that tells of a failure.","properties":{"code":{"type":"integer"},"message":{"type":"string"},"data":{"$ref":"#/components/schemas/ErrorData"}}},"ErrorData":{"type":["object","null"],"properties":{"type":{"type":"string","enum":["validation_error","external_api_error"]},"errors":{"type":"array","items":{"$ref":"#/components/schemas/ValidationError"}},"details":{}}},"ValidationError":{"type":"object","description":"One field that was refused.","properties":{"key":{"type":"string","description":"Which field it is; `unknown` if the body could not be read at all."},"message":{"type":"string","description":"Why, as a code."},"value":{"type":"string","description":"What was given for it."}}}},"responses":{"BadRequest":{"description":"Something in the request is missing or wrong","content":{"application/json":{"schema":{"$ref":"#/components/schemas/ErrorResponse"},"examples":{"missing":{"summary":"A field is missing","value":{"code":400,"message":"validation failed","data":{"type":"validation_error","errors":[{"key":"name","message":"required"}]}}},"password":{"summary":"The password was not confirmed","value":{"code":400,"message":"validation failed","data":{"type":"validation_error","errors":[{"key":"password","message":"incorrect_password","value":""}]}}}}}}},"Unauthorized":{"description":"No valid token was sent","content":{"application/json":{"schema":{"$ref":"#/components/schemas/ErrorResponse"},"example":{"code":401,"message":"invalid token","data":null}}}},"Forbidden":{"description":"The token is valid but may not do this","content":{"application/json":{"schema":{"$ref":"#/components/schemas/ErrorResponse"},"example":{"code":403,"message":"this endpoint cannot be accessed with an api key","data":null}}}},"NotFound":{"description":"There is nothing of that id","content":{"application/json":{"schema":{"$ref":"#/components/schemas/ErrorResponse"},"example":{"code":404,"message":"api key not found","data":null}}}},"InternalServerError":{"description":"The backend failed","content":{"application/json":{"schema":{"$ref":"#/components/schemas/ErrorResponse"},"example":{"code":500,"message":"failed to create api key","data":null}}}}}},"servers":[{"url":"https://my.nethesis.it/backend/api","description":"Production"}],"x-mcp":{"errors":{"429":"Too many calls in a short time. Wait a few seconds, then call again.","unreachable":"Nothing was done. Check the network and the backend's URL."},"synonyms":[["creare","aggiungere","inserire","generare","emettere","create","add","new"],["nuovo","nuova","new","create"],["eliminare","cancellare","rimuovere","delete","remove"],["distruggere","definitivamente","destroy"],["revocare","annullare","revoke","cancel"],["modificare","cambiare","aggiornare","impostare","update","change","edit","set"],["elenco","lista","elencare","mostrare","vedere","visualizzare","list","show","get","view"],["cercare","trovare","search","find"],["importare","import"],["caricare","upload","import"],["esportare","export"],["scaricare","download","export"],["sospendere","bloccare","disattivare","suspend","block"],["riattivare","attivare","sbloccare","reactivate","enable"],["ripristinare","recuperare","restore","recover"],["confermare","confirm"],["convalidare","verificare","controllare","validate","verify","check"],["promuovere","promote"],["rigenerare","regenerate"],["silenziare","zittire","silence","mute"],["registrare","register"],["utente","user"],["cliente","customer"],["rivenditore","reseller"],["distributore","distributor"],["organizzazione","azienda","ditta","organization","company"],["sistema","macchina","dispositivo","apparato","system"],["applicazione","application"],["chiave","key"],["segreto","secret"],["parola chiave","parola d'ordine","password"],["allarme","avviso","allerta","alert"],["notifica","notification"],["copia di sicurezza","salvataggio","backup"],["ruolo","role"],["permesso","autorizzazione","permission"],["partita iva","codice fiscale","vat"],["esistente","esiste","duplicato","already exists","exists","validate"],["quanti","quante","numero","totale","conteggio","count","totals"],["andamento","crescita","trend","growth"],["registro","audit","log"],["storico","cronologia","history","timeline"],["evento","attività","event","activity"],["accedere","entrare","autenticarsi","log in","login"],["accesso","access","login"],["uscire","disconnettersi","log out","logout"],["impersonare","per conto di","impersonate"],["consenso","consent"],["immagine","foto","avatar"],["marchio","logo","rebranding"],["modello","template"],["scadenza","scadere","expires","expiry"],["stato","status"],["raggiungibile","reachability","reachable"],["spento","irraggiungibile","offline","unreachable"],["modifica","differenza","changes","diffs"],["valore","values"],["filtro","filter"],["inventario","inventory"],["profilo","profile","me"],["errore","error"],["mio","miei","mie","me","my"]]}}
"""#
}
