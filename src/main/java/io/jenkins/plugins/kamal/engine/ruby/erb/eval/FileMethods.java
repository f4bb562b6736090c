package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.file.RegularFile;
import io.jenkins.plugins.kamal.engine.ruby.RubyValues;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.RenderingBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code File} and {@code Dir}, for reading. Relative paths start from the project directory. */
final class FileMethods {

    private static final int LARGEST = 1 << 20;

    private final RenderingBudget rendering;
    private final Path projectDirectory;

    FileMethods(RenderingBudget rendering) {
        this.rendering = rendering;
        this.projectDirectory =
                rendering.agent().projectDirectory().toAbsolutePath().normalize();
    }

    Object call(String module, MethodCall call) {
        return switch (module + "." + call.method()) {
            case "File.read" -> read(call);
            case "File.readlines" -> lines(call);
            case "File.join" -> join(call.arguments(), call);
            case "File.expand_path", "File.absolute_path" -> expand(call);
            case "File.exist?" -> Files.exists(path(call.text(0)));
            case "File.file?" -> Files.isRegularFile(path(call.text(0)));
            case "File.directory?", "Dir.exist?" -> Files.isDirectory(path(call.text(0)));
            case "File.basename" -> basename(call);
            case "File.dirname" -> dirname(call.text(0));
            case "Dir.pwd", "Dir.getwd" -> projectDirectory.toString();
            case "Dir.home" -> home(call);
            default -> throw call.unsupported();
        };
    }

    String read(MethodCall call) {
        String name = call.text(0);
        try {
            Path file = path(name);
            if (!Files.isRegularFile(file)) {
                throw RubyFault.error(
                        call.place(),
                        name + " is not a file in " + projectDirectory
                                + ": create it before this step, or check for it with File.exist?");
            }
            return rendering.produced(RegularFile.text(file, LARGEST), call.place());
        } catch (RegularFile.TooLargeException e) {
            throw RubyFault.error(call.place(), name + " is larger than 1 MiB");
        } catch (IOException e) {
            throw RubyFault.error(
                    call.place(),
                    name + " cannot be read (" + e.getClass().getSimpleName()
                            + "): it must be a UTF-8 file that the user of the agent may read");
        }
    }

    private List<Object> lines(MethodCall call) {
        boolean chomp = call.option("chomp");
        return new ArrayList<>(StringMethods.lines(read(call)).stream()
                .map(line -> chomp ? StringMethods.chomp(line) : line)
                .toList());
    }

    private static String join(List<?> parts, MethodCall call) {
        StringBuilder path = new StringBuilder();
        boolean first = true;
        for (Object part : parts) {
            String text =
                    part instanceof List<?> nested ? join(nested, call) : part instanceof String name ? name : null;
            if (text == null) {
                throw RubyFault.error(call.place(), "File.join takes strings, but was given " + RubyValues.type(part));
            }
            if (!first) {
                while (path.length() > 0 && path.charAt(path.length() - 1) == '/') {
                    path.setLength(path.length() - 1);
                }
                path.append('/');
                text = text.replaceFirst("^/+", "");
            }
            path.append(text);
            first = false;
        }
        return path.toString();
    }

    private String expand(MethodCall call) {
        Object base = call.argument(1);
        Path from = base == null ? projectDirectory : path(tilde(call.text(1), call));
        return from.resolve(Path.of(tilde(call.text(0), call))).normalize().toString();
    }

    private String tilde(String name, MethodCall call) {
        if (name.equals("~") || name.startsWith("~/")) {
            return home(call) + name.substring(1);
        }
        if (name.startsWith("~")) {
            throw RubyFault.unsupported(call.place(), "the home directory of another user");
        }
        return name;
    }

    private String home(MethodCall call) {
        String home = rendering.environment().get("HOME");
        if (home == null) {
            throw RubyFault.error(call.place(), "the environment variable HOME is not set, so there is no ~");
        }
        return home;
    }

    private static String basename(MethodCall call) {
        String name = call.text(0).replaceFirst("(?<=[^/])/+$", "");
        String last = name.substring(name.lastIndexOf('/') + 1);
        if (call.arguments().size() == 1) {
            return last;
        }
        String suffix = call.text(1);
        if (suffix.equals(".*")) {
            return last.lastIndexOf('.') > 0 ? last.substring(0, last.lastIndexOf('.')) : last;
        }
        return last.endsWith(suffix) && !last.equals(suffix)
                ? last.substring(0, last.length() - suffix.length())
                : last;
    }

    private static String dirname(String name) {
        String path = name.replaceFirst("(?<=[^/])/+$", "");
        int slash = path.lastIndexOf('/');
        String parent = slash < 0 ? "." : path.substring(0, slash).replaceFirst("/+$", "");
        return parent.isEmpty() ? "/" : parent;
    }

    private Path path(String name) {
        return projectDirectory.resolve(name).normalize();
    }
}
