namespace Roost.Remoting.Tests.Calls;

/// <summary>A request that a partner has heard.</summary>
internal sealed record HeardRequest(string Method, string Key, string Body, DateTimeOffset At);
