package queries

import (
	"database/sql"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

const file = `-- title: A title
-- title_zh: 标题
-- about: What it asks,
-- about: in two lines.
-- about_zh: 所问，
-- about_zh: 共两行。
-- param year = 2021: reporting year
-- param_zh year: 年度
-- param scope = own: a scope
-- param_zh scope: 口径
-- gives: a, b
SELECT :year AS a, :scope AS b
`

func TestFilesAreRead(t *testing.T) {
	all, err := load(fstest.MapFS{"sql/one.sql": {Data: []byte(file)}})
	if err != nil {
		t.Fatal(err)
	}
	want := []Query{{Name: "one", Title: "A title", About: "What it asks, in two lines.", TitleZH: "标题", AboutZH: "所问，共两行。", Columns: []string{"a", "b"}, SQL: "SELECT :year AS a, :scope AS b",
		Params: []Param{{"year", "2021", "reporting year", "年度"}, {"scope", "own", "a scope", "口径"}}}}
	if !reflect.DeepEqual(all, want) {
		t.Errorf("%+v", all)
	}
	args, err := all[0].Args(map[string]string{"year": "2019"})
	if err != nil || !reflect.DeepEqual(args, []any{sql.Named("year", int64(2019)), sql.Named("scope", "own")}) {
		t.Error(args, err)
	}
	for _, given := range []map[string]string{{"year": "x"}, {"year": "2019; DROP"}, {"month": "1"}} {
		if _, err := all[0].Args(given); err == nil {
			t.Errorf("%v is taken", given)
		}
	}
}

func TestMistakesInFilesAreTold(t *testing.T) {
	for what, text := range map[string]string{
		"no title":       strings.Replace(file, "-- title: A title\n", "", 1),
		"no Chinese":     strings.Replace(file, "-- title_zh: 标题\n", "", 1),
		"half Chinese":   strings.Replace(file, "-- param_zh year: 年度\n", "", 1),
		"no such param":  strings.Replace(file, "param_zh year", "param_zh month", 1),
		"no columns":     strings.Replace(file, "-- gives: a, b\n", "", 1),
		"no statement":   strings.Split(file, "SELECT")[0],
		"no default":     strings.Replace(file, "year = 2021", "year", 1),
		"another remark": "-- todo\n" + file,
	} {
		if _, err := load(fstest.MapFS{"sql/one.sql": {Data: []byte(text)}}); err == nil || !strings.Contains(err.Error(), "one.sql") {
			t.Errorf("%s: %v", what, err)
		}
	}
}
