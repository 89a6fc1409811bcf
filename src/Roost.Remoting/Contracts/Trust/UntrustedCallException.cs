namespace Roost.Remoting.Contracts.Trust;

/// <summary>What claims to be a call of another host is not to be believed. The message says why, to those who run the hosts.</summary>
internal sealed class UntrustedCallException(string why) : Exception(why);
