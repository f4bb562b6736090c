package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.RenderingBudget;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code ENV}. */
final class EnvironmentMethods {

    private final RenderingBudget rendering;
    private final Map<String, String> environment;

    EnvironmentMethods(RenderingBudget rendering) {
        this.rendering = rendering;
        this.environment = rendering.environment();
    }

    Object call(MethodCall call) {
        return switch (call.method()) {
            case "[]" -> get(call.text(0));
            case "[]=", "store" -> set(call);
            case "fetch" -> fetch(call);
            case "key?", "has_key?", "include?", "member?" -> environment.containsKey(call.text(0));
            case "delete" -> environment.remove(call.text(0));
            case "to_h" -> new LinkedHashMap<Object, Object>(environment);
            case "values_at" ->
                call.texts().stream()
                        .<Object>map(this::get)
                        .collect(java.util.stream.Collectors.toCollection(java.util.ArrayList::new));
            default -> throw call.unsupported();
        };
    }

    @CheckForNull
    private String get(String name) {
        String value = environment.get(name);
        if (value == null) {
            rendering.readUnset(name);
        }
        return value;
    }

    private Object set(MethodCall call) {
        if (call.argument(1) == null) {
            environment.remove(call.text(0));
        } else {
            environment.put(call.text(0), call.text(1));
        }
        return call.argument(1);
    }

    private Object fetch(MethodCall call) {
        String name = call.text(0);
        String value = get(name);
        if (value != null) {
            return value;
        }
        if (call.block() != null) {
            return call.yield(name);
        }
        if (call.arguments().size() > 1) {
            return call.argument(1);
        }
        throw RubyFault.error(
                call.place(),
                "the environment variable " + name + " is not set: set it for this step"
                        + " (withEnv or withCredentials), or give ENV.fetch a default");
    }
}
