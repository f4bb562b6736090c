package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.RubyValues;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyPosition;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.RenderingBudget;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Finds the method of a call by its receiver. */
final class Methods {

    /** The receiver of a call without one. */
    static final RubyValues.Constant SELF = new RubyValues.Constant("self");

    private static final Set<String> CONSTANTS = Set.of(
            "ENV",
            "File",
            "Dir",
            "Dotenv",
            "Kamal::Utils",
            "JSON",
            "YAML",
            "Time",
            "$?",
            "RUBY_VERSION",
            "RUBY_ENGINE");
    private static final Set<String> LIBRARIES =
            Set.of("dotenv", "json", "erb", "yaml", "pathname", "shellwords", "time", "date");

    private final RenderingBudget rendering;
    private final StringMethods strings;
    private final ArrayMethods arrays;
    private final HashMethods hashes;
    private final EnvironmentMethods environment;
    private final FileMethods files;
    private final DotenvMethods dotenv;
    private final DataMethods data;
    private final ShellCommands commands;

    Methods(RenderingBudget rendering) {
        this.rendering = rendering;
        this.strings = new StringMethods(rendering);
        this.arrays = new ArrayMethods(rendering);
        this.hashes = new HashMethods();
        this.environment = new EnvironmentMethods(rendering);
        this.files = new FileMethods(rendering);
        this.dotenv = new DotenvMethods(rendering.agent());
        this.data = new DataMethods(rendering, files);
        this.commands = new ShellCommands(rendering);
    }

    Object constant(String name, RubyPosition place) {
        if (name.equals("File::SEPARATOR")) {
            return "/";
        }
        if (!CONSTANTS.contains(name)) {
            throw RubyFault.unsupported(place, "the constant " + name);
        }
        return new RubyValues.Constant(name);
    }

    Object call(MethodCall call) {
        rendering.step(call.place());
        rendering.looks(size(call.receiver()), call.place());
        Object result = rendering.kept(dispatch(call), call.place());
        // The receiver may have got another element.
        rendering.kept(call.receiver(), call.place());
        return result;
    }

    private static int size(Object value) {
        return value instanceof String text ? text.length() : value instanceof List<?> items ? items.size() : 1;
    }

    private Object dispatch(MethodCall call) {
        Object receiver = call.receiver();
        if (receiver instanceof RubyValues.Constant constant) {
            return module(constant.name(), call);
        }
        if (ObjectMethods.has(call.method(), receiver)) {
            return ObjectMethods.call(call, rendering);
        }
        if (receiver instanceof String text) {
            return strings.call(text, call);
        }
        if (receiver instanceof List<?> || receiver instanceof RubyValues.Span) {
            return arrays.call(call);
        }
        if (receiver instanceof Map<?, ?> map) {
            rendering.producedElements(map.size(), call.place());
            return hashes.call(call);
        }
        if (receiver instanceof Long || receiver instanceof Double) {
            return NumberMethods.call(call);
        }
        if (receiver instanceof ZonedDateTime time) {
            return TimeMethods.call(time, call);
        }
        if (receiver == null) {
            throw RubyFault.error(
                    call.place(),
                    "nil has no method " + call.method() + ": something here is not set, perhaps "
                            + rendering.probablyUnset());
        }
        throw call.unsupported();
    }

    /** The output of a command, with its last line break. */
    String shell(String command, RubyPosition place) {
        return commands.run(command, place);
    }

    private Object module(String name, MethodCall call) {
        return switch (name) {
            case "self" -> self(call);
            case "ENV" -> environment.call(call);
            case "File", "Dir" -> files.call(name, call);
            case "Dotenv" -> dotenv.call(call);
            case "Kamal::Utils" -> kamal(call);
            case "YAML" -> data.yaml(call);
            case "JSON" -> data.json(call);
            case "Time" -> TimeMethods.module(call);
            case "$?" -> commands.status(call);
            case "RUBY_VERSION", "RUBY_ENGINE" -> RubyConstants.call(name, call);
            default -> throw call.unsupported();
        };
    }

    private Object self(MethodCall call) {
        return switch (call.method()) {
            case "require" -> require(call);
            case "raise", "abort" -> throw raised(call);
            case "Integer" -> integer(call);
            case "format", "sprintf" ->
                rendering.produced(
                        Formats.format(
                                call.text(0),
                                call.arguments().subList(1, call.arguments().size()),
                                call),
                        call.place());
            // Kamal renders without a file name, so that Ruby takes the working directory for it.
            case "__dir__" -> ".";
            default -> throw RubyFault.unsupported(call.place(), "`" + call.method() + "`");
        };
    }

    /** The message of {@code raise}; in {@code raise ArgumentError, "…"} it follows the class. */
    private static RubyFault raised(MethodCall call) {
        Object message = call.argument(call.arguments().size() - 1);
        if (!(message instanceof String text)) {
            throw RubyFault.unsupported(call.place(), "`" + call.method() + "` without a message");
        }
        return RubyFault.error(
                call.place(), "the file itself stops here: " + text.strip().replaceAll("\\s+", " "));
    }

    private static Object integer(MethodCall call) {
        if (call.argument(0) instanceof Long number) {
            return number;
        }
        String text = call.text(0).strip();
        if (call.arguments().size() != 1 || text.matches("[+-]?0.+|.*_.*") || text.length() > 18) {
            throw call.unsupported();
        }
        if (!text.matches("[+-]?[0-9]+")) {
            throw RubyFault.error(call.place(), "Integer needs a string of digits, and this one holds something else");
        }
        return Long.parseLong(text);
    }

    private Object require(MethodCall call) {
        String library = call.text(0);
        if (library.equals("dotenv/load")) {
            dotenv.load(List.of(), false, true, call.place());
        } else if (!LIBRARIES.contains(library)) {
            throw RubyFault.unsupported(call.place(), "`require \"" + library + "\"`");
        }
        return true;
    }

    private Object kamal(MethodCall call) {
        if (!call.method().equals("docker_arch")) {
            throw call.unsupported();
        }
        String architecture = Objects.requireNonNull(shell("docker info --format '{{.Architecture}}'", call.place()))
                .strip();
        return architecture.contains("aarch64") ? "arm64" : architecture.contains("x86_64") ? "amd64" : architecture;
    }
}
