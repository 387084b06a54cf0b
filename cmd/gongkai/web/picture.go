package web

import (
	"bytes"
	"html/template"
	"net/http"

	"gongkai/cmd/gongkai/chart"
	"gongkai/cmd/gongkai/told"
	"gongkai/store/series"
)

// voice is how charts speak on the pages of a language: of groups as the pages do.
func (s *Server) voice(lang string, by series.By, region string) told.Voice {
	return told.Voice{Chinese: lang == chinese, Group: func(g series.Group) string {
		label, err := s.groupLabel(lang, by, region, g)
		if err != nil {
			return g.Label
		}
		return label
	}, Label: func(of, code string) string {
		said, err := s.words.say(lang, of+"."+code)
		if err != nil {
			return code
		}
		return said
	}}
}

// nothingDrawn answers for a picture of nothing.
func nothingDrawn() error { return notFound("wrong.nothing") }

// picture answers a chart as SVG.
func picture(c chart.Picture) (*answer, error) {
	var b bytes.Buffer
	if err := c.SVG(&b); err != nil {
		return nil, err
	}
	return &answer{contentType: "image/svg+xml; charset=utf-8", body: b.Bytes(), header: http.Header{"Vary": {"Accept-Language"}}}, nil
}

// inline is a chart as a part of a page. Its markup is all ours: what it says
// is escaped where it is drawn.
func inline(c chart.Picture) (template.HTML, error) {
	var b bytes.Buffer
	if err := c.Inline(&b); err != nil {
		return "", err
	}
	return template.HTML(b.String()), nil
}

// drawing is a chart in a page: pictures, and the data by which a script draws
// it in their place.
type drawing struct {
	Label string // names what is drawn
	// Picture fits where it stands; Narrow, where there is one, takes its place in
	// small windows.
	Picture, Narrow template.HTML
	Plot            *chart.Plot
}

// drawingOf draws a chart; narrow may be nil.
func drawingOf(label string, c, narrow chart.Picture) (*drawing, error) {
	d := &drawing{Label: label, Plot: c.Plot()}
	var err error
	if d.Picture, err = inline(c); err != nil || narrow == nil {
		return d, err
	}
	d.Narrow, err = inline(narrow)
	return d, err
}
