using System.Text;

namespace Roost.Startup;

/// <summary>The host cannot start; the message lists every fault with its remedy.</summary>
public sealed class StartupException(IReadOnlyList<Fault> faults) : Exception(Report(faults))
{
    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Fault> Faults { get; } = faults;

    private static string Report(IReadOnlyList<Fault> faults)
    {
        var report = new StringBuilder();
        report.Append("The host cannot start: ").Append(faults.Count).Append(faults.Count == 1 ? " fault." : " faults.");
        foreach (var fault in faults)
        {
            report.AppendLine().AppendLine()
                .Append("  ").Append(fault.Code).Append("  ").AppendLine(fault.What)
                .Append("    where: ").AppendLine(fault.Where)
                .Append("    mend:  ").Append(fault.Remedy);
        }

        return report.ToString();
    }
}
