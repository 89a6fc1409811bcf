using Roost.Hosting;
using Roost.Remoting.TestHost;
using Roost.Remoting.TestHost.News;

// One host of a topology, as any other, for tests to call and to kill: of the image with events where there is a database for them.
var settings = new Dictionary<string, string?>();
var host = Environment.GetEnvironmentVariable("Roost__Postgres__App") is null ? ProbeHost.Build(args, settings) : NewsHost.Build(args, settings);
return await host.RunRoostAsync(args);
