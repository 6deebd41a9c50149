package org.wardline.app.limits;

import java.util.function.Supplier;
import org.wardline.buffer.SealedLog;
import org.wardline.core.Whose;
import org.wardline.core.Wording;
import org.wardline.core.alarm.AlarmSettings;

/**
 * Where hours come from, and how they are judged.
 *
 * @param whose may be asked on any thread
 * @param isPlain as in {@link org.wardline.core.WardPlan}
 */
public record Source(SealedLog log, Supplier<Whose> whose, AlarmSettings settings, Wording wording, boolean isPlain) {}
