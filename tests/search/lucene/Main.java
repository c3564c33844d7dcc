import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.pattern.PatternCaptureGroupTokenFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.RegExp;

/**
 * Reads `{"index": mapping(), "texts": [text, ...], "documents": [source, ...], "queries": [...], "patterns": [[pattern, values],
 * ...]}` from standard input, all of them as `search/opensearch*.py` makes them.
 * Writes `[tokens of each text, [[Lucene's query as text, numbers of the documents found, best first], ...], values matched]`.
 */
public final class Main {
    private static final int GAP = 100;

    public static void main(String[] arguments) throws IOException {
        Map<String, Object> given = Json.map(Json.read(new String(System.in.readAllBytes(), StandardCharsets.UTF_8)));
        Analyzer analyzer = analyzer(Json.map(given.get("index")));
        List<Object> tokens = new ArrayList<>();
        for (Object text : Json.list(given.get("texts"))) tokens.add(tokens(analyzer, (String) text));
        System.out.println(Json.write(List.of(tokens, found(analyzer, given), matched(Json.list(given.get("patterns"))))));
    }

    /** Of each pattern, which of its values it takes: as a terms aggregation reads `include`. */
    private static List<Object> matched(List<Object> patterns) {
        List<Object> answers = new ArrayList<>();
        for (Object asked : patterns) {
            CharacterRunAutomaton automaton = new CharacterRunAutomaton(new RegExp((String) Json.list(asked).get(0)).toAutomaton());
            List<Object> found = new ArrayList<>();
            for (Object value : Json.list(Json.list(asked).get(1))) if (automaton.run((String) value)) found.add(value);
            answers.add(found);
        }
        return answers;
    }

    /** The analyzer of the settings, whose one tokenizer and one filter are of the types below. */
    private static Analyzer analyzer(Map<String, Object> index) {
        Map<String, Object> analysis = Json.map(Json.map(index.get("settings")).get("analysis"));
        Map<String, Object> tokenizer = one(analysis, "tokenizer", "whitespace");
        Map<String, Object> filter = one(analysis, "filter", "pattern_capture");
        int longest = ((Double) tokenizer.get("max_token_length")).intValue();
        Pattern pattern = Pattern.compile((String) Json.list(filter.get("patterns")).get(0));
        boolean original = (Boolean) filter.get("preserve_original");
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                WhitespaceTokenizer source = new WhitespaceTokenizer(TokenStream.DEFAULT_TOKEN_ATTRIBUTE_FACTORY, longest);
                return new TokenStreamComponents(source, new PatternCaptureGroupTokenFilter(source, original, pattern));
            }

            @Override
            public int getPositionIncrementGap(String field) {
                return GAP;
            }
        };
    }

    private static Map<String, Object> one(Map<String, Object> analysis, String kind, String type) {
        Map<String, Object> found = Json.map(Json.map(analysis.get(kind)).values().iterator().next());
        if (!found.get("type").equals(type)) throw new IllegalArgumentException("unknown " + kind + " " + found);
        return found;
    }

    private static List<Object> tokens(Analyzer analyzer, String text) throws IOException {
        List<Object> found = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream("body", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            PositionIncrementAttribute step = stream.addAttribute(PositionIncrementAttribute.class);
            stream.reset();
            for (int position = -1; stream.incrementToken(); ) {
                position += step.getPositionIncrement();
                found.add(List.of(term.toString(), position));
            }
            stream.end();
        }
        return found;
    }

    private static List<Object> found(Analyzer analyzer, Map<String, Object> given) throws IOException {
        List<Object> answers = new ArrayList<>();
        try (ByteBuffersDirectory directory = new ByteBuffersDirectory()) {
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
                for (Object source : Json.list(given.get("documents"))) writer.addDocument(document(Json.map(source)));
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                Queries queries = new Queries(analyzer, reader);
                for (Object asked : Json.list(given.get("queries"))) {
                    Query query = queries.query(asked);
                    List<Object> numbers = new ArrayList<>();
                    for (ScoreDoc hit : searcher.search(query, Math.max(1, reader.maxDoc())).scoreDocs) numbers.add(hit.doc);
                    answers.add(List.of(query.toString(), numbers));
                }
            }
        }
        return answers;
    }

    private static Document document(Map<String, Object> source) {
        Document made = new Document();
        made.add(new TextField("title", (String) source.get("title"), Field.Store.NO));
        made.add(new TextField("body", (String) source.get("body"), Field.Store.NO));
        for (Object name : Json.list(source.get("names"))) made.add(new TextField("names", (String) name, Field.Store.NO));
        if (source.containsKey("source_hash")) {
            made.add(new StringField("source_hash", (String) source.get("source_hash"), Field.Store.NO));
        }
        if (source.containsKey("published")) made.add(new LongPoint("published", Queries.millis(source.get("published"))));
        return made;
    }
}
