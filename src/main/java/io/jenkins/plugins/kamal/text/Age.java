package io.jenkins.plugins.kamal.text;

import hudson.Util;
import java.util.Date;

/** How long ago something happened, in the language of the reader. */
public final class Age {

    private Age() {}

    /** For example {@code 3 days 4 hr}. A time in the future counts as one second ago, because clocks differ. */
    public static String of(Date time) {
        long seconds = (System.currentTimeMillis() - time.getTime()) / 1000;
        return Util.getTimeSpanString(Math.max(1, seconds) * 1000);
    }
}
