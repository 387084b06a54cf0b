package web

import (
	"net/http"

	"gongkai/cmd/gongkai/tabular"
	"gongkai/store"
)

// openAPI describes the API, made from what answers it.
func (s *Server) openAPI(*http.Request) (*answer, error) {
	paths := map[string]any{}
	schemas := map[string]any{}
	for _, res := range s.resources() {
		schemas[res.name] = rowSchema(&res)
		paths["/api/v1/"+res.name] = map[string]any{"get": map[string]any{
			"operationId": res.name, "summary": res.summary, "parameters": parameters(&res, true),
			"responses": map[string]any{"200": map[string]any{"description": "a page of rows", "content": map[string]any{"application/json": map[string]any{"schema": map[string]any{
				"type": "object", "required": []string{"ok", "next", "next_url", "rows"},
				"properties": map[string]any{
					"ok": map[string]any{"type": "boolean"}, "next": nullable("string", "token of the next page"), "next_url": nullable("string", "address of the next page"),
					"rows": map[string]any{"type": "array", "items": map[string]any{"$ref": "#/components/schemas/" + res.name}},
				}}}}}, "400": failureResponse()},
		}}
		for ending, e := range endings {
			paths["/api/v1/"+res.name+ending] = map[string]any{"get": map[string]any{
				"operationId": res.name + ending, "summary": res.summary + ", all rows", "parameters": parameters(&res, false),
				"responses": map[string]any{"200": map[string]any{"description": "all rows", "content": map[string]any{e.contentType: map[string]any{"schema": map[string]any{"type": "string"}}}}, "400": failureResponse()},
			}}
		}
	}
	paths["/api/v1/reports/{id}"] = map[string]any{"get": map[string]any{
		"operationId": "report", "summary": "One report with everything that was read of it, as gongkai extract prints it",
		"parameters": []any{
			map[string]any{"name": "id", "in": "path", "required": true, "description": "id of the report; former ids lead to it", "schema": map[string]any{"type": "string"}},
			map[string]any{"name": "revision", "in": "query", "required": false, "description": "number of a revision, the current one if not given", "schema": map[string]any{"type": "integer", "minimum": 1}},
		},
		"responses": map[string]any{"200": map[string]any{"description": "the report", "content": map[string]any{"application/json": map[string]any{"schema": map[string]any{
			"type": "object", "required": []string{"ok", "report_id", "agency_id", "revision", "current", "page_digest", "addresses", "report"}}}}}, "400": failureResponse()},
	}}
	return jsonAnswer(map[string]any{
		"openapi": "3.1.0",
		"info":    map[string]any{"title": "gongkai", "version": "1", "description": "Annual reports on government information disclosure (政府信息公开工作年度报告) as data. Figures are as printed; blank is not zero."},
		"paths":   paths, "components": map[string]any{"schemas": schemas},
	})
}

func failureResponse() map[string]any {
	return map[string]any{"description": "a parameter makes no sense", "content": map[string]any{"application/json": map[string]any{"schema": map[string]any{
		"type": "object", "required": []string{"error", "status"}, "properties": map[string]any{"error": map[string]any{"type": "string"}, "status": map[string]any{"type": "integer"}}}}}}
}

func nullable(kind, meaning string) map[string]any {
	return map[string]any{"type": []string{kind, "null"}, "description": meaning}
}

// parameters describes those of a resource; pages have a limit and a token.
func parameters(res *resource, pages bool) []any {
	out := []any{}
	add := func(p param, schema map[string]any) {
		if p.of != nil {
			schema["enum"] = p.of
		}
		out = append(out, map[string]any{"name": p.name, "in": "query", "description": p.meaning, "required": p.required, "schema": schema})
	}
	for _, p := range res.params {
		add(p, map[string]any{"type": p.kind})
	}
	unit := res.unit
	if unit == "" {
		unit = "rows"
	}
	if !pages {
		add(param{name: "limit", meaning: "most " + unit}, map[string]any{"type": "integer", "minimum": 1})
		add(param{name: "bom", meaning: "1 begins CSV with a byte order mark, for Excel", of: []string{"0", "1"}}, map[string]any{"type": "string"})
		return out
	}
	add(param{name: "limit", meaning: "most " + unit + " of a page"}, map[string]any{"type": "integer", "minimum": 1, "maximum": res.most, "default": res.usual})
	add(param{name: "next", meaning: "token of the page, as the one before gave it"}, map[string]any{"type": "string"})
	return out
}

// rowSchema describes a row. Meanings are those of the public views' columns.
func rowSchema(res *resource) map[string]any {
	meanings := map[string]string{}
	for _, t := range store.Schema() {
		for _, c := range t.Columns {
			if _, known := meanings[c.Name]; t.Public && !known && c.Meaning != "" {
				meanings[c.Name] = c.Meaning
			}
		}
	}
	properties := map[string]any{}
	for _, c := range res.columns {
		kind := "string"
		switch c.Type {
		case tabular.Integer:
			kind = "integer"
		case tabular.Decimal:
			kind = "number"
		}
		properties[c.Name] = nullable(kind, meanings[c.Name])
	}
	return map[string]any{"type": "object", "required": tabular.Names(res.columns), "properties": properties}
}
