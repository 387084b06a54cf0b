package told

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gongkai/store"
	"gongkai/store/region"
	"gongkai/store/series"
)

// Subject finds a region by code or full name, else an agency by id or name. It
// fails with store.ErrNotFound, *store.AmbiguousError or *SeveralError.
func Subject(ctx context.Context, db *store.Store, ref string) (series.Subject, error) {
	list := region.Load()
	found := list.Find(ref, "", 0)
	if len(ref) == 6 && strings.Trim(ref, "0123456789") == "" {
		found = nil
		if r := list.At(ref, 0); r != nil {
			found = append(found, r)
		}
	}
	var codes []string
	for _, r := range found {
		if code := list.Latest(r).Code; !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	switch len(codes) {
	case 1:
		return series.Subject{Label: list.FullName(list.At(codes[0], 0)), Region: codes[0]}, nil
	case 0:
		d, err := db.FindAgency(ctx, ref)
		if err != nil {
			return series.Subject{}, err
		}
		return series.Subject{Label: d.Name, Agencies: []string{d.ID}}, nil
	}
	return series.Subject{}, &SeveralError{Ref: ref, Codes: codes}
}

// SeveralError tells that a name is that of several regions.
type SeveralError struct {
	Ref   string
	Codes []string
}

// Error names their codes.
func (e *SeveralError) Error() string {
	return fmt.Sprintf("%s: several regions, give a code: %s", e.Ref, strings.Join(e.Codes, ", "))
}
