package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"gongkai/extract"
)

// ReportRow is a row of report_view.
type ReportRow struct {
	ReportID, AgencyID, Agency string
	Scope                      extract.Scope
	Region, RegionName         *string
	Level, Kind                string
	// Year is 0 where the report names none (NULL in the view).
	Year                                      int
	Format, Title, URL                        string
	PublishedOn, PublishedOnKind, IndexNumber *string
	FetchedAt                                 time.Time
	PageDigest, ExtractorVersion              string
	Revision                                  int
	Current                                   bool
	Quality                                   extract.Quality
	// Flags are as the view has them, joined by commas.
	Flags string
	// Withdrawn tells that every address that showed the report is gone, since
	// GoneSince; one of them was last there at LastSeen. Times are zero where unknown.
	Withdrawn           bool
	GoneSince, LastSeen time.Time
}

// StoredReport is a revision of a report with everything read from it.
type StoredReport struct {
	ReportRow
	// Addresses are all that show the report, in any revision, or did.
	Addresses []string
	// Revisions are all of the report, oldest first.
	Revisions []ReportRow
	// Documents are attached to the page of the revision.
	Documents []Document
	// Report is what was read; its Source is the URL.
	Report extract.Report
}

// Document is a document attached to the page of a report.
type Document struct {
	URL string
	// Digest is the archived body that was read with the page, "" if none was.
	Digest string
	// Used tells that it is a part of the report; Sections are those it prints.
	Used     bool
	Sections []string
	// Outcome and Reason are of the last request for it, "" where none was made.
	Outcome, Reason string
}

// Filter selects reports; its zero value selects the current revision of all.
type Filter struct {
	// ReportID is a whole id.
	ReportID string
	// Agency is a part of the agency's name, or an agency id; AgencyID is a whole
	// id of agency_view, and answered sooner.
	Agency, AgencyID string
	// FromYear and ToYear bound the reporting year, both included; 0 is open.
	FromYear, ToYear int
	Quality          extract.Quality
	Site             string
	// Panel selects only the reports that stand in the panel.
	Panel bool
	// Region is a code: the region and all below it. "unknown" selects agencies of none.
	Region string
	// Level and Kind are those of the resolver.
	Level, Kind string
	Scope       extract.Scope
	// AllRevisions lists the earlier revisions too.
	AllRevisions bool
	// Limit bounds the reports, if over 0; Offset leaves out as many before them.
	Limit, Offset int
}

const reportColumns = `v.report_id, v.agency_id, v.agency, v.scope, v.region, v.region_name, v.level, v.kind, coalesce(v.year, 0),
	v.format, v.title, v.url, v.published_on, v.published_on_kind, v.index_number, v.fetched_at, v.page_digest,
	v.extractor_version, v.revision, v.current, v.quality, v.flags, v.withdrawn, v.gone_since, v.last_seen`

// where gives the conditions of a filter on report_view v, and their arguments.
func (f Filter) where() (string, []any) {
	var conds []string
	var args []any
	add := func(cond string, a ...any) { conds, args = append(conds, cond), append(args, a...) }
	if !f.AllRevisions {
		add(`v.current = 1`)
	}
	if f.ReportID != "" {
		add(`v.report_id = ?`, f.ReportID)
	}
	if f.AgencyID != "" {
		add(`v.agency_id = ?`, f.AgencyID)
	}
	if f.Panel {
		add(`v.report_id IN (SELECT r.public_id FROM panel p JOIN report r ON r.id = p.report)`)
	}
	if f.Agency != "" {
		add(`(instr(v.agency, ?) > 0 OR v.agency_id IN (SELECT public_id FROM identity WHERE id IN `+agencyByID+`))`, f.Agency, f.Agency)
	}
	if f.FromYear != 0 {
		add(`v.year >= ?`, f.FromYear)
	}
	if f.ToYear != 0 {
		add(`v.year <= ?`, f.ToYear)
	}
	if f.Quality != "" {
		add(`v.quality = ?`, f.Quality)
	}
	if f.Site != "" {
		add(`v.report_id IN (SELECT r.public_id FROM site t JOIN agency a ON a.site = t.id JOIN report r ON r.agency = a.id WHERE t.name = ?)`, f.Site)
	}
	if f.Region != "" {
		cond, a := inRegion("v.region", f.Region)
		add(cond, a...)
	}
	for _, eq := range []struct{ column, value string }{{"v.level", f.Level}, {"v.kind", f.Kind}, {"v.scope", string(f.Scope)}} {
		if eq.value != "" {
			add(eq.column+` = ?`, eq.value)
		}
	}
	if len(conds) == 0 {
		return "", nil
	}
	return " WHERE " + strings.Join(conds, " AND "), args
}

// window bounds a query to limit rows, all if that is not over 0, after the
// first offset.
func window(query string, args []any, limit, offset int) (string, []any) {
	if limit <= 0 && offset <= 0 {
		return query, args
	}
	if limit <= 0 {
		limit = -1
	}
	return query + ` LIMIT ? OFFSET ?`, append(args, limit, max(offset, 0))
}

// ListReports lists reports by agency, year, scope and revision.
func (s *Store) ListReports(ctx context.Context, f Filter) ([]ReportRow, error) {
	where, args := f.where()
	if f.Limit > 0 && f.Limit <= fewReports && !f.AllRevisions {
		// What the view has to look up is looked up for the few that are listed.
		ids, args := window(`SELECT v.report_id FROM `+standing+where+` ORDER BY v.agency, v.year, v.scope, v.report_id`, args, f.Limit, f.Offset)
		return s.reportRows(ctx, ` WHERE v.current = 1 AND v.report_id IN (`+ids+`)`, args, 0, 0)
	}
	return s.reportRows(ctx, where, args, f.Limit, f.Offset)
}

// fewReports is how many are listed one by one.
const fewReports = 2000

// reportRows lists the rows of report_view that conditions select.
func (s *Store) reportRows(ctx context.Context, where string, args []any, limit, offset int) ([]ReportRow, error) {
	query, args := window(`SELECT `+reportColumns+` FROM report_view v`+where+
		` ORDER BY v.agency, v.year, v.scope, v.report_id, v.revision`, args, limit, offset)
	list := []ReportRow{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var r ReportRow
		var fetched, gone, seen sql.NullString
		err := rows.Scan(&r.ReportID, &r.AgencyID, &r.Agency, &r.Scope, &r.Region, &r.RegionName, &r.Level, &r.Kind, &r.Year,
			&r.Format, &r.Title, &r.URL, &r.PublishedOn, &r.PublishedOnKind, &r.IndexNumber, &fetched, &r.PageDigest,
			&r.ExtractorVersion, &r.Revision, &r.Current, &r.Quality, &r.Flags, &r.Withdrawn, &gone, &seen)
		if err != nil {
			return err
		}
		if r.GoneSince, err = parseStamp(gone); err != nil {
			return err
		}
		if r.LastSeen, err = parseStamp(seen); err != nil {
			return err
		}
		r.FetchedAt, err = parseStamp(fetched)
		list = append(list, r)
		return err
	}, query, args...)
	return list, wrap(err, "report_view")
}

// FindReport returns the current revision of the report that ref means: an id,
// the beginning of one, or the URL of a page. An id that a newer reading has
// replaced leads to its successor. It fails with ErrNotFound, or with an
// *AmbiguousError where ref fits several reports.
func (s *Store) FindReport(ctx context.Context, ref string) (*StoredReport, error) {
	id, err := s.resolve(ctx, ref)
	if err != nil {
		return nil, err
	}
	return s.LoadReport(ctx, id, 0)
}

// resolve finds the id of the report that ref means.
func (s *Store) resolve(ctx context.Context, ref string) (string, error) {
	const live = `SELECT DISTINCT r.public_id FROM report r JOIN revision v ON v.report = r.id `
	var queries []string
	if strings.Contains(ref, "://") {
		const at = live + `JOIN extraction e ON e.report = r.id JOIN reading g ON g.id = e.reading AND g.live = 1 `
		queries = []string{
			at + `JOIN appearance p ON p.body = g.body JOIN address d ON d.id = p.address AND d.site = g.site
				WHERE d.url = ? AND (d.body = g.body) ORDER BY 1 LIMIT 10`,
			at + `JOIN appearance p ON p.body = g.body JOIN address d ON d.id = p.address AND d.site = g.site
				WHERE d.url = ? ORDER BY 1 LIMIT 10`,
			at + `JOIN exchange x ON x.body = g.body WHERE x.final_url = ? ORDER BY 1 LIMIT 10`,
			live + `JOIN extraction e ON e.id = v.extraction JOIN attachment a ON a.reading = e.reading WHERE a.url = ? ORDER BY 1 LIMIT 10`,
		}
	} else {
		queries = []string{
			live + `WHERE r.public_id >= ?1 AND r.public_id < ?1 || '~' ORDER BY 1 LIMIT 10`,
			`WITH RECURSIVE ` + idNow + `, next (id) AS (
				SELECT r.id FROM named n JOIN report r ON r.public_id >= n.id AND r.public_id < n.id || '~'
				UNION SELECT r.moved_to FROM next JOIN report r ON r.id = next.id WHERE r.moved_to IS NOT NULL)
			` + live + `JOIN next ON next.id = r.id ORDER BY 1 LIMIT 10`,
		}
	}
	if ref == "" {
		return "", &NotFoundError{"report", ref}
	}
	for _, query := range queries {
		ids, err := columnOf[string](ctx, s.read, query, ref)
		switch {
		case err != nil:
			return "", wrap(err, "report")
		case len(ids) == 1:
			return ids[0], nil
		case len(ids) > 1:
			return "", &AmbiguousError{ref, ids}
		}
	}
	return "", &NotFoundError{"report", ref}
}

// revisionRef names a revision of a report, the current one for revision 0.
func revisionRef(id string, revision int) string {
	if revision == 0 {
		return id
	}
	return fmt.Sprintf("%s, revision %d", id, revision)
}

// LoadReport returns a revision of a report by its whole id, the current one
// for revision 0.
func (s *Store) LoadReport(ctx context.Context, id string, revision int) (*StoredReport, error) {
	all, err := s.ListReports(ctx, Filter{ReportID: id, AllRevisions: true})
	if err != nil {
		return nil, err
	}
	sr := &StoredReport{Revisions: all}
	for _, r := range all {
		if r.Revision == revision || revision == 0 && r.Current {
			sr.ReportRow = r
		}
	}
	if sr.ReportID == "" {
		return nil, &NotFoundError{"report", revisionRef(id, revision)}
	}
	var content, report, extraction int64
	err = s.read.QueryRowContext(ctx, `SELECT e.content, r.id, e.id FROM report r JOIN revision v ON v.report = r.id
		JOIN extraction e ON e.id = v.extraction WHERE r.public_id = ? AND v.number = ?`, id, sr.Revision).Scan(&content, &report, &extraction)
	if errors.Is(err, sql.ErrNoRows) { // it went since the list was read
		return nil, &NotFoundError{"report", revisionRef(id, sr.Revision)}
	}
	if err != nil {
		return nil, wrap(err, "revision")
	}
	r, err := s.loadContent(ctx, content)
	if err != nil {
		return nil, fmt.Errorf("report %s: %w", id, err)
	}
	r.Source, r.Scope, r.Year = sr.URL, sr.Scope, sr.Year
	nameSource(r)
	sr.Report = *r
	if sr.Documents, err = s.documentsOf(ctx, extraction); err != nil {
		return nil, fmt.Errorf("report %s: %w", id, err)
	}
	sr.Addresses, err = columnOf[string](ctx, s.read, `SELECT DISTINCT d.url FROM extraction e JOIN reading g ON g.id = e.reading AND g.live = 1
		JOIN appearance p ON p.body = g.body JOIN address d ON d.id = p.address AND d.site = g.site
		WHERE e.report = ? ORDER BY 1`, report)
	return sr, wrap(err, "address")
}

// documentsOf lists what is attached to the page that an extraction came from.
func (s *Store) documentsOf(ctx context.Context, extraction int64) ([]Document, error) {
	var list []Document
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var d Document
		var sections string
		err := rows.Scan(&d.URL, &d.Digest, &d.Used, &sections, &d.Outcome, &d.Reason)
		if sections != "" {
			d.Sections = strings.Split(sections, ",")
		}
		list = append(list, d)
		return err
	}, `SELECT t.url, coalesce(b.digest, ''), coalesce(x.used, 0),
		  coalesce((SELECT group_concat(s.section, ',') FROM section_source s WHERE s.content = e.content AND s.url = t.url), ''),
		  coalesce(a.last_outcome, ''), coalesce(a.last_reason, '')
		FROM extraction e JOIN attachment t ON t.reading = e.reading
		LEFT JOIN extraction_document x ON x.extraction = e.id AND x.ordinal = t.ordinal
		LEFT JOIN body b ON b.id = x.body LEFT JOIN address a ON a.url = t.url
		WHERE e.id = ? ORDER BY t.ordinal`, extraction)
	return list, wrap(err, "attachment")
}
