package io.jenkins.plugins.kamal.engine.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation: its prose, code blocks, links and anchors. */
public final class Page {

    private static final Pattern FENCE = Pattern.compile("( *)```(.*)");
    private static final Pattern HEADING = Pattern.compile("(#{1,6}) +(.+?) *#*");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(<?([^)\\s>]+)>?\\)");
    private static final Pattern ANCHOR = Pattern.compile("<a (?:id|name)=\"([^\"]+)\">");
    private static final int SECTION_LEVEL = 2;

    private final Path path;
    private final List<CodeBlock> blocks = new ArrayList<>();
    private final List<String> prose = new ArrayList<>();
    private final List<String> headings = new ArrayList<>();
    private final Set<String> anchors = new LinkedHashSet<>();

    private Page(Path path, List<String> lines) {
        this.path = path;
        read(lines);
    }

    /** All pages that users and contributors read. */
    public static List<Page> all() throws IOException {
        try (Stream<Path> root = Files.list(Path.of(""));
                Stream<Path> docs = Files.list(Path.of("docs"))) {
            List<Path> paths = Stream.concat(root, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            List<Page> pages = new ArrayList<>();
            for (Path path : paths) {
                pages.add(at(path));
            }
            return pages;
        }
    }

    static Page at(Path path) throws IOException {
        return new Page(path, Files.readAllLines(path));
    }

    private void read(List<String> lines) {
        String section = "";
        for (int at = 0; at < lines.size(); at++) {
            Matcher fence = FENCE.matcher(lines.get(at));
            if (fence.matches()) {
                at = readBlock(lines, at, section, fence.group(1), fence.group(2));
                continue;
            }
            prose.add(lines.get(at));
            Matcher heading = HEADING.matcher(lines.get(at));
            if (heading.matches()) {
                headings.add(heading.group(2));
                addAnchor(heading.group(2));
                section = heading.group(1).length() <= SECTION_LEVEL ? heading.group(2) : section;
            }
            ANCHOR.matcher(lines.get(at)).results().forEach(anchor -> anchors.add(anchor.group(1)));
        }
    }

    private int readBlock(List<String> lines, int fence, String section, String indentation, String info) {
        StringBuilder text = new StringBuilder();
        int at = fence + 1;
        for (; !lines.get(at).strip().equals("```"); at++) {
            String line = lines.get(at);
            text.append(line.startsWith(indentation) ? line.substring(indentation.length()) : line.strip())
                    .append('\n');
        }
        blocks.add(new CodeBlock(
                path.toString(), fence + 1, section, List.of(info.strip().split("\\s+")), text.toString()));
        return at;
    }

    /** The anchor that GitHub gives a heading; the second of the same text ends with -1, and so on. */
    private void addAnchor(String heading) {
        String text = LINK.matcher(heading).replaceAll(link -> "");
        String anchor = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
                .replace(' ', '-');
        String unique = anchor;
        for (int repetition = 1; !anchors.add(unique); repetition++) {
            unique = anchor + "-" + repetition;
        }
    }

    public Path path() {
        return path;
    }

    public List<CodeBlock> blocks() {
        return List.copyOf(blocks);
    }

    /** The lines outside of code blocks. */
    public List<String> prose() {
        return List.copyOf(prose);
    }

    /** The texts of all headings, without their hashes. */
    public List<String> headings() {
        return List.copyOf(headings);
    }

    Set<String> anchors() {
        return Set.copyOf(anchors);
    }

    /** The targets of all links and pictures. The text of a link may be broken over two lines. */
    List<String> links() {
        String text = String.join("\n", prose).replaceAll("`[^`\n]*`", "");
        return LINK.matcher(text).results().map(link -> link.group(1)).toList();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
