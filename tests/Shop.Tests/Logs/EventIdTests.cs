using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Shop.Tests.Logs;

public sealed class EventIdTests
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void No_two_lines_of_the_host_have_one_event_id()
    {
        var lines = Directory.GetFiles(AppContext.BaseDirectory, "*.dll")
            .Where(path => Path.GetFileName(path).StartsWith("Roost", StringComparison.Ordinal) || Path.GetFileName(path).StartsWith("Shop.", StringComparison.Ordinal))
            // The sandbox is a program of its own.
            .Where(path => !path.EndsWith("Tests.dll", StringComparison.Ordinal) && !path.EndsWith("Shop.PaymentSandbox.dll", StringComparison.Ordinal))
            .SelectMany(path => Assembly.Load(AssemblyName.GetAssemblyName(path)).GetTypes())
            .SelectMany(type => type.GetMethods(Any))
            .Select(method => (Line: $"{method.DeclaringType}.{method.Name}", method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId))
            .Where(line => line.EventId is not null)
            .ToList();

        lines.Count.ShouldBeGreaterThan(10);
        lines.ShouldAllBe(line => line.EventId > 0);
        lines.GroupBy(line => line.EventId).Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(line => line.Line))}").ShouldBeEmpty();
    }
}
