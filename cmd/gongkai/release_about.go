package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"gongkai/extract"
	"gongkai/extract/form"
	"gongkai/store"
	"gongkai/store/region"
	"gongkai/store/resolve"
)

// releaseAbout tells by which versions of everything a release was made.
type releaseAbout struct {
	Program   string `json:"program"`
	Extractor string `json:"extractor"`
	// ReadBy counts reports by the version that read them.
	ReadBy       map[string]int `json:"reports_read_by"`
	Forms        []formVersion  `json:"forms"`
	Regions      string         `json:"region_list"`
	Resolver     string         `json:"agency_rules"`
	Since        *string        `json:"changes_since"`
	Derived      bool           `json:"derived_figures"`
	Experimental bool           `json:"experimental_forms"`
	Audit        *auditRate     `json:"audit"`
}

type formVersion struct {
	Format       string `json:"format"`
	Digest       string `json:"digest"`
	Experimental bool   `json:"experimental"`
}

// auditRate is how many figures were found wrong by eye.
type auditRate struct {
	Reports int `json:"reports"`
	Figures int `json:"figures"`
	Wrong   int `json:"wrong"`
	// ReportsWrong have a wrong figure; Low and High bound their share with 95 %.
	ReportsWrong int     `json:"reports_with_wrong_figures"`
	Low          float64 `json:"share_of_reports_low"`
	High         float64 `json:"share_of_reports_high"`
}

func (t *releaseTables) about(ctx context.Context) (*releaseAbout, error) {
	a := &releaseAbout{
		Program: "gongkai " + version, Extractor: extract.Version, ReadBy: map[string]int{}, Regions: region.Digest(), Resolver: resolve.Version,
		Derived: t.forms.Derived, Experimental: t.forms.Experimental,
	}
	for _, f := range t.forms.all {
		digest, err := formDigest(f)
		if err != nil {
			return nil, err
		}
		a.Forms = append(a.Forms, formVersion{f.Format, digest, f.Experimental})
	}
	if t.last != nil {
		a.Since = &t.last.Version
	}
	list, err := t.db.ListReports(ctx, store.Filter{})
	if err != nil {
		return nil, err
	}
	for _, r := range list {
		a.ReadBy[r.ExtractorVersion]++
	}
	if older := len(list) - a.ReadBy[extract.Version]; older > 0 {
		t.app.problem("release", fmt.Errorf("%d reports were read by another version of the extractor: gongkai reextract reads them again", older))
	}
	verdicts, err := t.db.Verdicts(ctx)
	if err != nil {
		return nil, err
	}
	a.Audit = rateOf(verdicts)
	return a, nil
}

// rateOf is nil without verdicts.
func rateOf(verdicts []store.Verdict) *auditRate {
	if len(verdicts) == 0 {
		return nil
	}
	r := &auditRate{Reports: len(verdicts)}
	for _, v := range verdicts {
		r.Figures += v.Figures
		r.Wrong += v.Wrong
		if v.Wrong > 0 {
			r.ReportsWrong++
		}
	}
	r.Low, r.High = wilson(r.ReportsWrong, r.Reports)
	if r.ReportsWrong == 0 {
		r.High = min(1, 3/float64(r.Reports))
	}
	return r
}

// formDigest stands for what a form was when the program was built.
func formDigest(f *form.Form) (string, error) {
	b, err := json.Marshal(f)
	if err != nil {
		return "", fmt.Errorf("form %s: %w", f.Format, err)
	}
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:]), nil
}
