package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"gongkai/cmd/gongkai/told"
	"gongkai/store"
	"gongkai/store/region"
)

// agenciesCmd is `gongkai agencies` and its corrections.
type agenciesCmd struct {
	List  agenciesListCmd  `cmd:"" default:"withargs" help:"List agencies, whatever sites and spellings tell of them."`
	Show  agenciesShowCmd  `cmd:"" help:"Show an agency with its spellings, former ids and corrections."`
	Merge agenciesMergeCmd `cmd:"" help:"Correct: two agencies are one."`
	Split agenciesSplitCmd `cmd:"" help:"Correct: a spelling on a site is an agency of its own."`
	Set   agenciesSetCmd   `cmd:"" help:"Correct an agency's name, region, level or kind."`
	Reset agenciesResetCmd `cmd:"" help:"Take back every correction about an agency."`
}

// regionFlags select agencies by what they are.
type regionFlags struct {
	Region string `help:"GB/T 2260 code of a region, taking all below it; or unknown." placeholder:"CODE"`
	Level  string `help:"nation, province, city, county, township or unknown." enum:",nation,province,city,county,township,unknown" default:""`
	Kind   string `help:"government, department, township, vertical or unknown." enum:",government,department,township,vertical,unknown" default:""`
}

// Validate refuses what cannot be a region before anything is asked.
func (f regionFlags) Validate() error {
	if f.Region == "" || f.Region == store.UnknownRegion {
		return nil
	}
	if len(f.Region) != 6 || strings.Trim(f.Region, "0123456789") != "" {
		return fmt.Errorf("--region %s: not a code of six digits, nor unknown", f.Region)
	}
	return nil
}

// agenciesListCmd lists agencies.
type agenciesListCmd struct {
	listFlags
	regionFlags
	Name      string `arg:"" optional:"" help:"A part of the name, in any spelling."`
	Certainty string `help:"ruled, certain, likely or none." enum:",ruled,certain,likely,none" default:""`
	Limit     int    `help:"Most agencies to list."`
}

// Run lists the agencies.
func (c *agenciesListCmd) Run(ctx context.Context, a *app) error {
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	list, err := db.Agencies(ctx, store.AgencyFilter{Name: c.Name, Region: c.Region, Level: c.Level, Kind: c.Kind, Certainty: c.Certainty, Limit: c.Limit})
	if err != nil {
		return err
	}
	l, err := newList(a.out, a.format, "agency_id", "name", "region", "region_name", "level", "kind", "certainty", "reports", "first_year", "last_year", "evidence")
	if err != nil {
		return err
	}
	for _, g := range list {
		if err := l.row(g.ID, g.Name, g.Region, g.RegionName, g.Level, g.Kind, g.Certainty, g.Reports, yearOf(g.FirstYear), yearOf(g.LastYear), g.Evidence); err != nil {
			return err
		}
	}
	return l.close()
}

// agenciesShowCmd shows one agency.
type agenciesShowCmd struct {
	listFlags
	Agency string `arg:"" help:"An id, also a former one, or a name."`
}

// Run shows the agency: facts first, then what leads to it.
func (c *agenciesShowCmd) Run(ctx context.Context, a *app) error {
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	d, err := findAgency(ctx, db, c.Agency)
	if err != nil {
		return err
	}
	l, err := newList(a.out, a.format, "what", "id", "value", "note")
	if err != nil {
		return err
	}
	rows := [][]any{{"agency", d.ID, d.Name, d.Evidence}, {"region", d.Region, d.RegionName, ""}, {"level", nil, d.Level, ""}, {"kind", nil, d.Kind, ""}, {"certainty", nil, d.Certainty, ""}}
	for _, sp := range d.Spellings {
		rows = append(rows, []any{"spelling", sp.ID, sp.Name, fmt.Sprintf("%s, %d reports", sp.Site, sp.Reports)})
	}
	for _, id := range d.FormerIDs {
		rows = append(rows, []any{"former id", id, nil, ""})
	}
	for _, r := range d.Rulings {
		rows = append(rows, []any{r.What, r.Agency, ruled(r), strings.TrimSpace(r.At + " " + r.Note)})
	}
	for _, row := range rows {
		if err := l.row(row...); err != nil {
			return err
		}
	}
	return l.close()
}

// ruled tells what a ruling decided, in words.
func ruled(r store.Ruling) string {
	switch {
	case r.Into != "":
		return "into " + r.Into
	case r.Set != nil:
		return strings.Join(strings.Fields(fmt.Sprint(r.Set.Name, " ", r.Set.Region, " ", r.Set.Level, " ", r.Set.Kind)), ", ")
	}
	return "stands for itself"
}

// findAgency finds an agency by id or name.
func findAgency(ctx context.Context, db *store.Store, ref string) (*store.AgencyDetail, error) {
	d, err := db.FindAgency(ctx, ref)
	return d, referenceError(err)
}

// referenceError makes references that fit none or several mistakes of usage.
func referenceError(err error) error {
	var agencies *store.AmbiguousError
	var regions *told.SeveralError
	if errors.Is(err, store.ErrNotFound) || errors.As(err, &agencies) || errors.As(err, &regions) {
		return usageError{err}
	}
	return err
}

// noteFlag says why a correction is made.
type noteFlag struct {
	Note string `help:"Why, kept with the correction."`
}

// agenciesMergeCmd makes one agency of two.
type agenciesMergeCmd struct {
	noteFlag
	Agency string `arg:"" help:"The agency that goes, by id or name. Its ids go on to lead to the other."`
	Into   string `arg:"" help:"The agency that stays."`
}

// Run merges.
func (c *agenciesMergeCmd) Run(ctx context.Context, a *app) error {
	return a.rule(ctx, func(db *store.Store) (store.Ruling, error) {
		from, err := findAgency(ctx, db, c.Agency)
		if err != nil {
			return store.Ruling{}, err
		}
		into, err := findAgency(ctx, db, c.Into)
		if err != nil {
			return store.Ruling{}, err
		}
		return store.Ruling{What: store.RulingMerge, Agency: from.ID, Into: into.ID, Note: c.Note}, nil
	})
}

// agenciesSplitCmd takes a spelling out of its agency.
type agenciesSplitCmd struct {
	noteFlag
	Spelling string `arg:"" help:"The spelling's own id, as agencies show tells it."`
}

// Run splits.
func (c *agenciesSplitCmd) Run(ctx context.Context, a *app) error {
	return a.rule(ctx, func(db *store.Store) (store.Ruling, error) {
		d, err := findAgency(ctx, db, c.Spelling)
		if err != nil {
			return store.Ruling{}, err
		}
		for _, sp := range d.Spellings {
			if sp.ID == c.Spelling {
				return store.Ruling{What: store.RulingSplit, Agency: sp.ID, Note: c.Note}, nil
			}
		}
		return store.Ruling{}, usageError{fmt.Errorf("%s is no id of a spelling; gongkai agencies show %s lists those of %s", c.Spelling, d.ID, d.Name)}
	})
}

// agenciesSetCmd overrides what was resolved.
type agenciesSetCmd struct {
	noteFlag
	Agency string `arg:"" help:"The agency, by id or name."`
	Name   string `help:"Its name."`
	Region string `help:"GB/T 2260 code of its region." placeholder:"CODE"`
	Level  string `help:"nation, province, city, county or township." enum:",nation,province,city,county,township" default:""`
	Kind   string `help:"government, department, township or vertical." enum:",government,department,township,vertical" default:""`
}

// Run sets.
func (c *agenciesSetCmd) Run(ctx context.Context, a *app) error {
	set := store.AgencySet{Name: c.Name, Region: c.Region, Level: c.Level, Kind: c.Kind}
	if set == (store.AgencySet{}) {
		return usageError{errors.New("nothing to set: give --name, --region, --level or --kind")}
	}
	if c.Region != "" {
		r := region.Load().Current(c.Region, 0)
		if r == nil {
			return usageError{fmt.Errorf("--region %s: no such code in GB/T 2260", c.Region)}
		}
		set.Region = r.Code
	}
	return a.rule(ctx, func(db *store.Store) (store.Ruling, error) {
		d, err := findAgency(ctx, db, c.Agency)
		if err != nil {
			return store.Ruling{}, err
		}
		return store.Ruling{What: store.RulingSet, Agency: d.ID, Set: &set, Note: c.Note}, nil
	})
}

// agenciesResetCmd takes corrections back.
type agenciesResetCmd struct {
	ID string `arg:"" help:"The id that the corrections are about, as agencies show tells it."`
}

// Run takes the corrections back.
func (c *agenciesResetCmd) Run(ctx context.Context, a *app) error {
	db, err := a.changeStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	err = db.Unrule(ctx, c.ID)
	if errors.Is(err, store.ErrNotFound) {
		err = usageError{err}
	}
	return err
}

// rule makes a ruling and tells where the agency stands now.
func (a *app) rule(ctx context.Context, make func(*store.Store) (store.Ruling, error)) error {
	db, err := a.changeStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	r, err := make(db)
	if err != nil {
		return err
	}
	if err := db.Rule(ctx, r); err != nil {
		if errors.Is(err, store.ErrInvalid) {
			err = usageError{err}
		}
		return err
	}
	d, err := db.FindAgency(ctx, r.Agency)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s  %s\n", d.ID, d.Name)
	return nil
}
