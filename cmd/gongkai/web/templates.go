package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"sync"
)

// pageTemplate is the template of a page. Its functions speak for one view, hence
// there is a copy for each of those that are made at once; making a copy takes as
// long as filling it in.
type pageTemplate struct {
	plain *template.Template
	free  sync.Pool // of *copied
}

// copied is a copy of a template with the view that its functions speak for.
type copied struct {
	*template.Template
	view view
}

// loadTemplates joins each page's template with the layout and the parts.
func loadTemplates(files embed.FS) (map[string]*pageTemplate, error) {
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		return nil, err
	}
	// The functions only need names here; a copy binds them to its view.
	funcs := template.FuncMap{}
	for name := range (&view{}).funcs() {
		funcs[name] = func(...any) (string, error) { return "", nil }
	}
	all := map[string]*pageTemplate{}
	for _, name := range names {
		short := strings.TrimSuffix(path.Base(name), ".html")
		if short == "layout" || strings.HasPrefix(short, "part-") {
			continue
		}
		t, err := template.New(short).Funcs(funcs).ParseFS(files, "templates/layout.html", "templates/part-*.html", name)
		if err != nil {
			return nil, fmt.Errorf("template %s: %w", name, err)
		}
		all[short] = &pageTemplate{plain: t}
	}
	return all, nil
}

// write fills the template in for a view.
func (p *pageTemplate) write(b *bytes.Buffer, v view) error {
	c, ok := p.free.Get().(*copied)
	if !ok {
		t, err := p.plain.Clone()
		if err != nil {
			return err
		}
		c = &copied{Template: t}
		c.Funcs(c.view.funcs())
	}
	c.view = v
	err := c.ExecuteTemplate(b, "layout", &c.view)
	c.view = view{} // an unused copy holds on to no request
	p.free.Put(c)
	return err
}
