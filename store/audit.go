package store

import (
	"context"
	"database/sql"
	"fmt"
	"path"
	"strings"
	"time"

	"gongkai/extract"
)

// Verdict is a person's judgement of the figures read from one page.
type Verdict struct {
	ReportID, PageDigest, Extractor string
	// Figures were looked at, Wrong of them are, and WrongFigures names those
	// as section/row/col.
	Figures, Wrong int
	WrongFigures   []string
	Note, By       string
	// At is set when it is saved.
	At time.Time
}

// AuditCase is a current report with figures, and what its sort is.
type AuditCase struct {
	ReportID, PageDigest, Extractor string
	// Form is that of its tables; Source what its page came as: html, pdf, word,
	// excel or text; Region is "" where unknown.
	Form, Source string
	Quality      extract.Quality
	Region       string
}

// AuditCases lists every report whose figures can be held against its page,
// without the order of storing: by id.
func (s *Store) AuditCases(ctx context.Context) ([]AuditCase, error) {
	cases := []AuditCase{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var c AuditCase
		var url string
		var header sql.NullString
		err := rows.Scan(&c.ReportID, &c.PageDigest, &c.Extractor, &c.Form, &c.Quality, &c.Region, &url, &header)
		c.Source = sourceOf(parseHeader(header.String).Get("Content-Type"), url)
		cases = append(cases, c)
		return err
	}, `SELECT r.public_id, b.digest, g.extractor, c.format, c.quality, coalesce(i.region, ''), d.url,
		(SELECT x.response_headers FROM exchange x WHERE x.url = d.url AND x.body = b.id)
		FROM revision v JOIN report r ON r.id = v.report JOIN agency a ON a.id = r.agency JOIN identity i ON i.id = a.identity
		JOIN extraction e ON e.id = v.extraction JOIN content c ON c.id = e.content JOIN reading g ON g.id = e.reading
		JOIN body b ON b.id = g.body JOIN address d ON d.id = v.address
		WHERE v.current = 1 AND c.quality <> ? AND b.emptied_at IS NULL ORDER BY r.public_id`, extract.QualityNoTables)
	return cases, wrap(err, "report")
}

// sources tell what a page came as, by parts of media types and by the end of
// addresses. Servers call documents octet-stream.
var sources = []struct {
	source string
	marks  []string
}{
	{"pdf", []string{"pdf"}},
	{"excel", []string{"excel", "spreadsheet", ".xls", ".xlsx", ".ods", ".et"}},
	{"word", []string{"word", "text-document", "rtf", ".doc", ".docx", ".wps", ".odt"}},
	{"html", []string{"html"}},
	{"text", []string{"text/plain"}},
}

func sourceOf(mediaType, url string) string {
	mediaType = strings.ToLower(mediaType)
	end := strings.ToLower(path.Ext(strings.SplitN(url, "?", 2)[0]))
	for _, s := range sources {
		for _, m := range s.marks {
			if strings.Contains(mediaType, m) && !strings.HasPrefix(m, ".") || end != "" && (end == m || end == "."+m) {
				return s.source
			}
		}
	}
	return "html"
}

// SaveVerdict keeps a verdict; a second one by the same person on the same
// reading replaces the first.
func (s *Store) SaveVerdict(ctx context.Context, v Verdict) error {
	if v.Wrong < 0 || v.Wrong > v.Figures {
		return fmt.Errorf("verdict on %s: %w: %d of %d figures wrong", v.ReportID, ErrInvalid, v.Wrong, v.Figures)
	}
	err := s.tx(ctx, func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO verdict
			(report_id, page_digest, extractor, figures, wrong, wrong_figures, note, judged_by, judged_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (report_id, page_digest, extractor, judged_by) DO UPDATE SET
			  figures = excluded.figures, wrong = excluded.wrong, wrong_figures = excluded.wrong_figures,
			  note = excluded.note, judged_at = excluded.judged_at`,
			v.ReportID, v.PageDigest, v.Extractor, v.Figures, v.Wrong, strings.Join(v.WrongFigures, ","),
			v.Note, v.By, stamp(s.now()))
		return err
	})
	if err != nil {
		return fmt.Errorf("verdict on %s: %w", v.ReportID, err)
	}
	return nil
}

// Verdicts lists all verdicts, oldest first.
func (s *Store) Verdicts(ctx context.Context) ([]Verdict, error) {
	list := []Verdict{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var v Verdict
		var wrong string
		var at sql.NullString
		if err := rows.Scan(&v.ReportID, &v.PageDigest, &v.Extractor, &v.Figures, &v.Wrong, &wrong, &v.Note, &v.By, &at); err != nil {
			return err
		}
		if wrong != "" {
			v.WrongFigures = strings.Split(wrong, ",")
		}
		var err error
		v.At, err = parseStamp(at)
		list = append(list, v)
		return err
	}, `SELECT report_id, page_digest, extractor, figures, wrong, wrong_figures, note, judged_by, judged_at
		FROM verdict ORDER BY id`)
	return list, wrap(err, "verdict")
}
