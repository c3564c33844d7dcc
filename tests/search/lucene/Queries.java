import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.spans.SpanMultiTermQueryWrapper;
import org.apache.lucene.search.spans.SpanNearQuery;
import org.apache.lucene.search.spans.SpanOrQuery;
import org.apache.lucene.search.spans.SpanQuery;
import org.apache.lucene.search.spans.SpanTermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.QueryBuilder;

/** The query DSL as Lucene's queries, the way OpenSearch and Elasticsearch build them: `match` is Lucene's own QueryBuilder. */
final class Queries {
    private final QueryBuilder builder;
    private final IndexReader reader;

    Queries(Analyzer analyzer, IndexReader reader) {
        this.builder = new QueryBuilder(analyzer);
        this.reader = reader;
    }

    Query query(Object node) throws IOException {
        Map.Entry<String, Object> entry = only(node);
        Map<String, Object> asked = Json.map(entry.getValue());
        switch (entry.getKey()) {
            case "bool":
                return bool(asked);
            case "match":
                return boosted(asked, builder.createBooleanQuery(field(asked), text(asked, "query")));
            case "match_phrase":
                return boosted(asked, builder.createPhraseQuery(field(asked), text(asked, "query")));
            case "match_phrase_prefix":
                return boosted(asked, phrasePrefix(field(asked), text(asked, "query")));
            case "prefix":
                return boosted(asked, new PrefixQuery(new Term(field(asked), text(asked, "value"))));
            case "range":
                return range(asked);
            case "terms":
                return new ConstantScoreQuery(new TermQuery(new Term(field(asked), (String) Json.list(only(asked).getValue()).get(0))));
            case "exists":
                return LongPoint.newRangeQuery((String) asked.get("field"), Long.MIN_VALUE, Long.MAX_VALUE);
            case "match_none":
                return new MatchNoDocsQuery();
            default:
                return new BoostQuery(span(node), number(asked.getOrDefault("boost", 1.0)));
        }
    }

    private Query bool(Map<String, Object> asked) throws IOException {
        BooleanQuery.Builder made = new BooleanQuery.Builder();
        boolean positive = false;
        for (Occur occur : Occur.values()) {
            for (Object clause : Json.list(asked.getOrDefault(name(occur), List.of()))) {
                made.add(query(clause), occur);
                positive |= occur != Occur.MUST_NOT;
            }
        }
        // What OpenSearch adds where a query only excludes.
        if (!positive) made.add(new MatchAllDocsQuery(), Occur.FILTER);
        made.setMinimumNumberShouldMatch((int) number(asked.getOrDefault("minimum_should_match", 0.0)));
        return made.build();
    }

    private static String name(Occur occur) {
        return occur.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Query range(Map<String, Object> asked) {
        Map<String, Object> bounds = Json.map(only(asked).getValue());
        long since = bounds.containsKey("gte") ? millis(bounds.get("gte")) : Long.MIN_VALUE;
        long until = bounds.containsKey("lt") ? millis(bounds.get("lt")) - 1 : Long.MAX_VALUE;
        return LongPoint.newRangeQuery(field(asked), since, until);
    }

    static long millis(Object time) {
        return OffsetDateTime.parse((String) time).toInstant().toEpochMilli();
    }

    /** Both servers expand the terms of the last position as beginnings, and make a MultiPhraseQuery of what they find. */
    private Query phrasePrefix(String field, String text) throws IOException {
        MultiPhraseQuery.Builder made = new MultiPhraseQuery.Builder();
        Query whole = builder.createPhraseQuery(field, text);
        MultiPhraseQuery parsed = (MultiPhraseQuery) whole;
        Term[][] positions = parsed.getTermArrays();
        for (int i = 0; i < positions.length - 1; i++) made.add(positions[i], parsed.getPositions()[i]);
        List<Term> found = new ArrayList<>();
        for (Term start : positions[positions.length - 1]) expand(start, found);
        if (found.isEmpty()) return new MatchNoDocsQuery();
        made.add(found.toArray(new Term[0]), parsed.getPositions()[positions.length - 1]);
        return made.build();
    }

    private void expand(Term start, List<Term> found) throws IOException {
        Terms terms = MultiTerms.getTerms(reader, start.field());
        if (terms == null) return;
        TermsEnum all = terms.iterator();
        for (BytesRef term = all.next(); term != null; term = all.next()) {
            if (term.utf8ToString().startsWith(start.text())) found.add(new Term(start.field(), BytesRef.deepCopyOf(term)));
        }
    }

    private SpanQuery span(Object node) {
        Map.Entry<String, Object> entry = only(node);
        Map<String, Object> asked = Json.map(entry.getValue());
        switch (entry.getKey()) {
            case "span_term":
                return new SpanTermQuery(new Term(field(asked), text(asked, "value")));
            case "span_multi": {
                Map<String, Object> prefix = Json.map(Json.map(asked.get("match")).get("prefix"));
                return new SpanMultiTermQueryWrapper<>(new PrefixQuery(new Term(field(prefix), text(prefix, "value"))));
            }
            case "span_or":
                return new SpanOrQuery(spans(asked));
            case "span_near":
                return new SpanNearQuery(spans(asked), (int) number(asked.get("slop")), (Boolean) asked.get("in_order"));
            default:
                throw new IllegalArgumentException("unknown query " + entry.getKey());
        }
    }

    private SpanQuery[] spans(Map<String, Object> asked) {
        List<SpanQuery> made = new ArrayList<>();
        for (Object clause : Json.list(asked.get("clauses"))) made.add(span(clause));
        return made.toArray(new SpanQuery[0]);
    }

    private static Query boosted(Map<String, Object> asked, Query query) {
        Object boost = Json.map(only(asked).getValue()).getOrDefault("boost", 1.0);
        return new BoostQuery(query == null ? new MatchNoDocsQuery() : query, number(boost));
    }

    private static Map.Entry<String, Object> only(Object node) {
        return Json.map(node).entrySet().iterator().next();
    }

    private static String field(Map<String, Object> asked) {
        return only(asked).getKey();
    }

    private static String text(Map<String, Object> asked, String name) {
        return (String) Json.map(only(asked).getValue()).get(name);
    }

    private static float number(Object value) {
        return ((Double) value).floatValue();
    }
}
