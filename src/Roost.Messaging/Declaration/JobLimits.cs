namespace Roost.Messaging.Declaration;

/// <summary>What a kind of job may do at most, on all hosts together.</summary>
internal sealed record JobLimits(int? Running = null, int? RunningPerTenant = null, int? RunningPerKey = null, RateLimit? Rate = null, bool IsInOrder = false)
{
    public bool Any => this != new JobLimits();
}
