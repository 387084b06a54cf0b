package release

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"gongkai/cmd/gongkai/tabular"
)

// pkg is datapackage.json, in the order of its keys.
type pkg struct {
	Profile      string        `json:"profile"`
	Name         string        `json:"name"`
	Title        string        `json:"title"`
	Description  string        `json:"description,omitempty"`
	Version      string        `json:"version"`
	Created      string        `json:"created"`
	Licenses     []Link        `json:"licenses,omitempty"`
	Sources      []Link        `json:"sources,omitempty"`
	Contributors []contributor `json:"contributors,omitempty"`
	Keywords     []string      `json:"keywords,omitempty"`
	About        any           `json:"gongkai,omitempty"`
	Resources    []resource    `json:"resources"`
}

type contributor struct {
	Title string `json:"title"`
	Role  string `json:"role"`
}

type resource struct {
	Profile   string  `json:"profile"`
	Name      string  `json:"name"`
	Title     string  `json:"title,omitempty"`
	Path      string  `json:"path"`
	Format    string  `json:"format"`
	MediaType string  `json:"mediatype"`
	Encoding  string  `json:"encoding,omitempty"`
	Bytes     int64   `json:"bytes"`
	Hash      string  `json:"hash"`
	Rows      *int    `json:"rows,omitempty"`
	Schema    *schema `json:"schema,omitempty"`
}

type schema struct {
	Fields        []field      `json:"fields"`
	MissingValues []string     `json:"missingValues"`
	PrimaryKey    []string     `json:"primaryKey,omitempty"`
	ForeignKeys   []foreignKey `json:"foreignKeys,omitempty"`
}

type field struct {
	Name        string         `json:"name"`
	Type        string         `json:"type"`
	Description string         `json:"description,omitempty"`
	Constraints map[string]any `json:"constraints,omitempty"`
}

type foreignKey struct {
	Fields    []string  `json:"fields"`
	Reference reference `json:"reference"`
}

type reference struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

func descriptor(p Package, resources []resource) ([]byte, error) {
	d := pkg{
		Profile: "data-package", Name: p.Name, Title: p.Title, Description: p.Description, Version: p.Date, Created: p.Date + "T00:00:00Z",
		Licenses: p.Licenses, Sources: p.Sources, Keywords: p.Keywords, About: p.About, Resources: resources,
	}
	for _, c := range p.Contributors {
		d.Contributors = append(d.Contributors, contributor{c, "author"})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(d)
	return b.Bytes(), err
}

// resourcesOf describes the files of a table: the first as CSV with its schema,
// others by their format.
func resourcesOf(t Table, files []written) []resource {
	s := &schema{MissingValues: []string{""}, PrimaryKey: t.Key}
	for _, c := range t.Fields {
		s.Fields = append(s.Fields, fieldOf(c))
	}
	for _, k := range t.Foreign {
		to := k.References
		if to == nil {
			to = k.Columns
		}
		s.ForeignKeys = append(s.ForeignKeys, foreignKey{k.Columns, reference{k.Table, to}})
	}
	var out []resource
	for _, f := range files {
		r := resourceOf(File{Name: f.path, Title: t.Title}, f)
		rows := f.rows
		r.Rows = &rows
		if r.Format == tabular.CSV {
			r.Profile, r.Name, r.MediaType, r.Encoding, r.Schema = "tabular-data-resource", t.Name, "text/csv", "utf-8", s
		} else {
			r.Name, r.MediaType = t.Name+"-"+r.Format, "application/vnd.apache.parquet"
		}
		out = append(out, r)
	}
	return out
}

func resourceOf(f File, w written) resource {
	name := strings.TrimPrefix(path.Base(f.Name), ".")
	return resource{
		Profile: "data-resource", Name: strings.ToLower(strings.ReplaceAll(name, ".", "-")), Title: f.Title, Path: w.path,
		Format: strings.TrimPrefix(path.Ext(f.Name), "."), MediaType: f.MediaType, Bytes: w.bytes, Hash: "sha256:" + w.sum,
	}
}

func fieldOf(c Field) field {
	f := field{Name: c.Name, Type: map[tabular.Type]string{
		tabular.Text: "string", tabular.Integer: "integer", tabular.Decimal: "number", tabular.Date: "date", tabular.Time: "datetime",
	}[c.Type], Description: c.Description}
	if c.Required || c.Enum != nil {
		f.Constraints = map[string]any{}
	}
	if c.Required {
		f.Constraints["required"] = true
	}
	if c.Enum != nil {
		f.Constraints["enum"] = c.Enum
	}
	return f
}

// readme is README.md.
func readme(p Package, resources []resource) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n| file | what | rows |\n|---|---|---|\n", p.Title, strings.TrimSpace(p.Readme))
	for _, r := range resources {
		rows := ""
		if r.Rows != nil {
			rows = fmt.Sprint(*r.Rows)
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", r.Path, r.Title, rows)
	}
	b.WriteString("\nColumns, types and keys are in `datapackage.json`; `sha256sum -c SHA256SUMS` checks the files.\n")
	return b.String()
}
