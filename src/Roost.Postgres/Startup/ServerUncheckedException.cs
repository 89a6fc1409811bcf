using Roost.Startup;

namespace Roost.Postgres.Startup;

/// <summary>No connection is given out, because of what is wrong with the server. Its message is for operators.</summary>
internal sealed class ServerUncheckedException(IEnumerable<Fault> faults)
    : Exception($"The server is not used until it is in order. {string.Join(" ", faults.Select(fault => $"{fault.Code}: {fault.What} {fault.Remedy}"))}");
