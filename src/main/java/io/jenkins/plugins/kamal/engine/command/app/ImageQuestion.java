package io.jenkins.plugins.kamal.engine.command.app;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.shell.Command;

/** The question from which image a container was created. One {@code docker container inspect} answers all of it. */
final class ImageQuestion {

    private static final String IMAGE = "{{.Image}}";

    private final ContainerName container;

    @CheckForNull
    private final RunningImage pulled;

    private final String more;

    ImageQuestion(ContainerName container) {
        this(container, null, "");
    }

    private ImageQuestion(ContainerName container, @CheckForNull RunningImage pulled, String more) {
        this.container = container;
        this.pulled = pulled;
        this.more = more;
    }

    /** The question for a container that was probably created from an image whose digests are known; null if not. */
    ImageQuestion pulled(@CheckForNull RunningImage image) {
        return new ImageQuestion(container, image, more);
    }

    /** The question with a further line in the answer; {@code format} must not print a space. */
    ImageQuestion thenPrinting(String format) {
        return new ImageQuestion(container, pulled, format);
    }

    /** Prints the image's id, its digests and the further line. */
    Command command() {
        String digests = Command.of("docker", "image", "inspect", "--format", "{{json .RepoDigests}}")
                        .shellText() + " \"$image\"";
        Command asked = Command.shell(text(digests)).brief();
        return pulled == null ? asked : asked.sentAs(text(unlessPulled(pulled, digests)));
    }

    private String text(String digests) {
        String format = more.isEmpty() ? IMAGE : IMAGE + " " + more;
        String inspect = Command.of("docker", "container", "inspect", "--format", format, container.toString())
                .shellText();
        return more.isEmpty()
                ? "( image=$(" + inspect + ") && echo \"$image\" && " + digests + " )"
                : "( found=$(" + inspect + ") && image=${found%% *} && echo \"$image\" && " + digests
                        + " && echo \"${found#* }\" )";
    }

    private static String unlessPulled(RunningImage pulled, String digests) {
        return "if [ \"$image\" = " + Command.quote(pulled.id()) + " ]; then echo "
                + Command.quote(pulled.printedDigests()) + "; else " + digests + "; fi";
    }
}
