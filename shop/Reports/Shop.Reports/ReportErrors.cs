using Roost;

namespace Shop.Reports;

internal static class ReportErrors
{
    public static Error Backwards => Error.Invalid(new Dictionary<string, string[]> { ["from"] = ["The first day must not be after the last."] });

    public static Error TooLong(int days) => Error.Invalid(new Dictionary<string, string[]> { ["from"] = [$"From the first to the last there may be {days} days."] });
}
