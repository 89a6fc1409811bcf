using System.Buffers;
using System.Text;
using System.Text.Json;
using Roost.Messaging.Declaration;
using Roost.Messaging.Jobs;
using Roost.Operations;

namespace Roost.Messaging.Adding;

/// <summary>A job on its way into the database.</summary>
internal sealed record NewJob(Guid Id, JobFact Fact, Guid? Tenant, short Priority, TimeSpan? Delay, DateTimeOffset? RunAt, string? UniqueKey, TimeSpan? UniqueFor, string Key, Guid? Parent, bool Waits, byte[] Envelope, byte[] Payload)
{
    private const int MaxUniqueKey = 200;
    private const short MaxPriority = 1000;
    private static readonly DateTimeOffset LastTime = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(3660);

    public static NewJob Create<TJob>(JobFact fact, TJob job, CallContext context, byte[] envelope, JobOptions? options, int maxPayloadBytes)
    {
        if (context.Tenant is null && !fact.IsTenantFree)
        {
            throw new InvalidOperationException(
                $"The job {fact.Kind} was asked for by an operation that belongs to no tenant. Ask in an operation that has one, or declare the job with .TenantFree().");
        }

        var payload = JsonSerializer.SerializeToUtf8Bytes(job, JobJson.Options);
        if (payload.Length > maxPayloadBytes)
        {
            throw new ArgumentException(
                $"The job {fact.Kind} is {payload.Length:N0} bytes as JSON, and {maxPayloadBytes:N0} is the most ({MessagingOptions.Section}:{nameof(MessagingOptions.MaxPayloadBytes)}). Store the data, and let the job name it.",
                nameof(job));
        }

        if (fact.Limits is { IsInOrder: true } && options?.Priority is not null)
        {
            throw new ArgumentException($"The job {fact.Kind} goes in order, and has no priority of its own.", nameof(options));
        }

        return new(Guid.CreateVersion7(), fact, context.Tenant?.Value, Checked(options?.Priority) ?? fact.Priority, Checked(options?.Delay), Checked(options?.RunAt), Checked(options?.UniqueKey), Checked(options?.UniqueFor), Checked(options?.Key) ?? "", options?.Parent, options?.WaitsForChildren ?? false, envelope, payload);
    }

    private static short? Checked(short? priority) => priority is < -MaxPriority or > MaxPriority
        ? throw new ArgumentException($"A priority is from -{MaxPriority} to {MaxPriority}, not {priority}.", nameof(priority))
        : priority;

    private static TimeSpan? Checked(TimeSpan? delay) => delay < TimeSpan.Zero || delay > MaxDelay
        ? throw new ArgumentException($"A time here is from nothing to {MaxDelay.TotalDays:0} days, not {delay}.", nameof(delay))
        : delay;

    private static DateTimeOffset? Checked(DateTimeOffset? at) => at > LastTime
        ? throw new ArgumentException($"No job waits until {at:O}.", nameof(at))
        : at;

    /// <summary>The key, if it can be one.</summary>
    public static string? Checked(string? key) => key is null || (key is { Length: > 0 and <= MaxUniqueKey } && IsText(key))
        ? key
        : throw new ArgumentException($"A key has 1 to {MaxUniqueKey} characters, and neither U+0000 nor half of a surrogate pair.", nameof(key));

    private static bool IsText(ReadOnlySpan<char> key)
    {
        while (!key.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(key, out var rune, out var length) != OperationStatus.Done || rune.Value == 0)
            {
                return false;
            }

            key = key[length..];
        }

        return true;
    }
}
