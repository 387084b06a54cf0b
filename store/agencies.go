package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
)

// Agency is whom the names on all sites mean, a row of agency_view.
type Agency struct {
	ID, Name    string
	Region      *string
	RegionName  *string
	Level, Kind string
	// Certainty is ruled, certain, likely or none; Evidence says why, in words.
	Certainty, Evidence string
	// Reports counts the reports that stand now, FirstYear and LastYear bound
	// the years that they name, 0 if none does.
	Reports             int
	FirstYear, LastYear int
}

// Spelling is a name of an agency on a site.
type Spelling struct {
	// ID is that of the name alone; it always leads to the agency.
	ID, Name, Site string
	Reports        int
}

// AgencyDetail is an agency with all that leads to it.
type AgencyDetail struct {
	Agency
	Spellings []Spelling
	// FormerIDs led to other agencies once, and lead here now.
	FormerIDs []string
	Rulings   []Ruling
}

// AgencyFilter selects agencies; its zero value selects all.
type AgencyFilter struct {
	// Name is a part of the name or of one of its spellings.
	Name string
	// Region is a code, which takes all below it too, or "unknown".
	Region                 string
	Level, Kind, Certainty string
	// Limit bounds the list, if over 0; Offset leaves out as many before it.
	Limit, Offset int
}

// where gives the conditions of a filter on agency_view v, and their arguments.
func (f AgencyFilter) where() (string, []any) {
	conds, args := []string{"1"}, []any(nil)
	add := func(cond string, a ...any) { conds, args = append(conds, cond), append(args, a...) }
	if f.Name != "" {
		add(`(instr(v.name, ?) > 0 OR v.agency_id IN (SELECT i.public_id FROM agency a JOIN identity i ON i.id = a.identity WHERE instr(a.name, ?) > 0))`,
			f.Name, normalName(f.Name))
	}
	if f.Region != "" {
		cond, a := inRegion("v.region", f.Region)
		add(cond, a...)
	}
	for _, eq := range []struct{ column, value string }{{"v.level", f.Level}, {"v.kind", f.Kind}, {"v.certainty", f.Certainty}} {
		if eq.value != "" {
			add(eq.column+` = ?`, eq.value)
		}
	}
	return strings.Join(conds, " AND "), args
}

// Selector tells of agencies with the names that they have on sites whether the
// filter selects them, as where does in SQL.
func (f AgencyFilter) Selector() func(a *Agency, names []string) bool {
	name := normalName(f.Name)
	is := func(want, value string) bool { return want == "" || want == value }
	return func(a *Agency, names []string) bool {
		if !is(f.Level, a.Level) || !is(f.Kind, a.Kind) || !is(f.Certainty, a.Certainty) || !SelectsRegion(f.Region, codeOf(a.Region)) {
			return false
		}
		return strings.Contains(a.Name, f.Name) || slices.ContainsFunc(names, func(n string) bool { return strings.Contains(n, name) })
	}
}

// Agencies lists agencies by region and name, those of unknown region last.
func (s *Store) Agencies(ctx context.Context, f AgencyFilter) ([]Agency, error) {
	where, args := f.where()
	return s.agencies(ctx, where, args, f.Limit, f.Offset)
}

func (s *Store) agencies(ctx context.Context, where string, args []any, limit, offset int) ([]Agency, error) {
	query := `SELECT v.agency_id, v.name, v.region, v.region_name, v.level, v.kind, v.certainty, v.evidence, v.reports,
		coalesce(v.first_year, 0), coalesce(v.last_year, 0) FROM agency_view v WHERE ` + where + ` ORDER BY v.region IS NULL, v.region, v.name, v.agency_id`
	query, args = window(query, args, limit, offset)
	list := []Agency{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var a Agency
		err := rows.Scan(&a.ID, &a.Name, &a.Region, &a.RegionName, &a.Level, &a.Kind, &a.Certainty, &a.Evidence, &a.Reports, &a.FirstYear, &a.LastYear)
		list = append(list, a)
		return err
	}, query, args...)
	return list, wrap(err, "agency_view")
}

// FindAgency returns the agency that ref means: an id, also a former one or
// that of a spelling, a whole name, or a part of one that only one agency has.
// It fails with ErrNotFound or *AmbiguousError.
func (s *Store) FindAgency(ctx context.Context, ref string) (*AgencyDetail, error) {
	if ref == "" {
		return nil, &NotFoundError{"agency", ref}
	}
	const byName = `v.agency_id IN (SELECT i.public_id FROM identity i LEFT JOIN agency a ON a.identity = i.id WHERE `
	for _, try := range []struct {
		where string
		args  []any
	}{
		{`v.agency_id IN (SELECT public_id FROM identity WHERE id IN ` + agencyByID + `)`, []any{ref}},
		{byName + `i.name = ? OR a.name = ?)`, []any{ref, normalName(ref)}},
		{byName + `instr(i.name, ?) > 0 OR instr(a.name, ?) > 0)`, []any{ref, normalName(ref)}},
	} {
		found, err := s.agencies(ctx, try.where, try.args, maxCandidates, 0)
		switch {
		case err != nil:
			return nil, err
		case len(found) == 1:
			return s.detail(ctx, found[0])
		case len(found) > 1:
			var ids []string
			for _, a := range found {
				ids = append(ids, a.ID+" "+a.Name)
			}
			return nil, &AmbiguousError{ref, ids}
		}
	}
	return nil, &NotFoundError{"agency", ref}
}

// AgencyOfID returns the agency that an id led or leads to, "" for what is no id.
func (s *Store) AgencyOfID(ctx context.Context, id string) (string, error) {
	var now string
	err := s.read.QueryRowContext(ctx, `SELECT public_id FROM identity WHERE id IN `+agencyByID+` AND EXISTS (SELECT 1 FROM agency a WHERE a.identity = identity.id) LIMIT 1`, id).Scan(&now)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return now, wrap(err, "identity")
}

// maxCandidates is how many of the things that a reference may mean are told.
const maxCandidates = 10

// detail adds what leads to an agency.
func (s *Store) detail(ctx context.Context, a Agency) (*AgencyDetail, error) {
	d := &AgencyDetail{Agency: a}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var sp Spelling
		err := rows.Scan(&sp.ID, &sp.Name, &sp.Site, &sp.Reports)
		d.Spellings = append(d.Spellings, sp)
		return err
	}, `SELECT a.public_id, a.name, t.name, (SELECT count(*) FROM report r JOIN revision v ON v.report = r.id AND v.current = 1 WHERE r.agency = a.id)
		FROM agency a JOIN site t ON t.id = a.site JOIN identity i ON i.id = a.identity WHERE i.public_id = ? ORDER BY a.name, t.name, a.public_id`, a.ID)
	if err != nil {
		return nil, wrap(err, "agency")
	}
	d.FormerIDs, err = columnOf[string](ctx, s.read, `WITH RECURSIVE led (id) AS (SELECT id FROM identity WHERE public_id = ?1 UNION SELECT i.id FROM led CROSS JOIN identity i ON i.moved_to = led.id)
		SELECT i.public_id FROM led CROSS JOIN identity i ON i.id = led.id WHERE i.public_id <> ?1
		UNION SELECT f.public_id FROM led CROSS JOIN identity i ON i.id = led.id CROSS JOIN former_id f ON f.leads_to = i.public_id
		  WHERE NOT EXISTS (SELECT 1 FROM identity WHERE public_id = f.public_id) ORDER BY 1`, a.ID)
	if err != nil {
		return nil, wrap(err, "identity")
	}
	all, err := s.Rulings(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		mine := func(id string) bool {
			return id == a.ID || slices.Contains(d.FormerIDs, id) || slices.ContainsFunc(d.Spellings, func(sp Spelling) bool { return sp.ID == id })
		}
		if mine(r.Agency) || mine(r.Into) {
			d.Rulings = append(d.Rulings, r)
		}
	}
	return d, nil
}
