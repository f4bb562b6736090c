package io.jenkins.plugins.kamal.engine.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.kamal.engine.deploy.run.Terminal;
import io.jenkins.plugins.kamal.engine.shell.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** Somebody before a terminal, who answers every question the same and types a text into every command. */
final class Typist implements Terminal, Screen {

    final List<String> questions = new ArrayList<>();
    private final String text;
    private final ByteArrayOutputStream picture = new ByteArrayOutputStream();

    Typist(String text) {
        this.text = text;
    }

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public String ask(String question) {
        questions.add(question);
        return text;
    }

    @Override
    public int withScreen(ToIntFunction<Screen> work) {
        return work.applyAsInt(this);
    }

    @Override
    public String kind() {
        return "xterm";
    }

    @Override
    public Size size() {
        return new Size(132, 43);
    }

    @Override
    public void onResize(Consumer<Size> listener) {
        listener.accept(new Size(100, 30));
    }

    @Override
    public Optional<InputStream> keys() {
        return Optional.of(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    @Override
    public OutputStream picture() {
        return picture;
    }

    /** What is on the screen. */
    String seen() {
        return picture.toString(UTF_8);
    }
}
