using Roost.Hosting;
using Roost.Messaging.TestWorker;

// A worker as any other, for tests to kill.
return await LedgerHost.Build(args, []).RunRoostAsync(args);
