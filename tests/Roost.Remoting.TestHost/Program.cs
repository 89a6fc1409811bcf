using Roost.Hosting;
using Roost.Remoting.TestHost;

// One host of a topology, as any other, for tests to call and to kill.
return await ProbeHost.Build(args, new Dictionary<string, string?>()).RunRoostAsync(args);
