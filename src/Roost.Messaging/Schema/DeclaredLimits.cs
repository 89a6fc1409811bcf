using System.Globalization;
using Roost.Messaging.Declaration;
using Roost.Messaging.Events.Declaration;
using Roost.Messaging.Events.Transport;
using Roost.Model;
using Roost.Topology;
using static Roost.Messaging.Schema.SqlLiterals;

namespace Roost.Messaging.Schema;

/// <summary>SQL by which a migration, which knows all modules of the database, writes down the limits of kinds and queues before the first job of theirs.</summary>
internal static class DeclaredLimits
{
    public static string Of(ApplicationModel model, HostShape shape)
    {
        var jobs = shape.StoredFacts<JobFact>().Select(job => job.Fact).Concat(shape.StoredFacts<SubscriptionFact>().Select(subscription => subscription.Fact))
            .Concat(Forwarding.Of(model, shape).Select(forward => forward.Fact)).DistinctBy(job => job.Kind).ToList();
        var queues = shape.StoredFacts<QueueFact>().Select(queue => queue.Fact).DistinctBy(queue => queue.Queue).ToList();
        return string.Concat(
        [
            .. jobs.Where(job => job.Limits is not null).Select(job => Kind(job.Kind, job.Limits!)),
            $"SELECT roost.job_limit_clear({Texts(jobs.Where(job => job.Limits is null).Select(job => job.Kind))});\n",
            .. queues.Select(Queue),
            $"SELECT roost.job_queue_clear({Texts(queues.Select(queue => queue.Queue))});\n",
        ]);
    }

    private static string Kind(string kind, JobLimits limits) =>
        $"SELECT roost.job_limit_set({Text(kind)}, {(limits.IsInOrder ? "true" : "false")}, {Number(limits.Running)}, {Number(limits.RunningPerTenant)}, {Number(limits.RunningPerKey)}, {Rate(limits.Rate)}, {Number((int)(limits.Rate?.Scope ?? RateScope.Kind))}::smallint);\n";

    private static string Queue(QueueFact queue) => $"SELECT roost.job_queue_set({Text(queue.Queue)}, {Number(queue.Running)}, {Rate(queue.Rate)});\n";

    private static string Rate(RateLimit? rate) => rate is null ? "NULL, NULL" : string.Create(CultureInfo.InvariantCulture, $"{rate.Jobs}, interval '{(long)rate.Period.TotalMilliseconds} ms'");
}
