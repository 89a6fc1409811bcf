namespace Roost.Messaging.Jobs;

/// <summary>Writes down how far an attempt is.</summary>
internal interface IJobReporter
{
    Task ReportAsync(long done, long? total, string? detail, CancellationToken cancellationToken);
}
