package io.jenkins.plugins.kamal.engine.docs;

import java.util.List;
import java.util.Optional;

/**
 * A fenced code block of a page.
 *
 * @param page the page, relative to the repository
 * @param line the line of the fence, from 1
 * @param section the heading of the first or second level that the block stands below
 * @param info the words behind the fence: the language, and the path of the file that the block shows, if it shows one
 * @param text the content without the indentation of the fence
 */
public record CodeBlock(String page, int line, String section, List<String> info, String text) {

    public String language() {
        return info.isEmpty() ? "" : info.get(0);
    }

    /** The path of the file that the block shows, such as {@code config/deploy.yml}. */
    public Optional<String> file() {
        return info.stream().skip(1).findFirst();
    }

    public boolean isFile(String path) {
        return file().filter(path::equals).isPresent();
    }

    public String place() {
        return page + ":" + line;
    }

    @Override
    public String toString() {
        return place() + " " + String.join(" ", info);
    }
}
