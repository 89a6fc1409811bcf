using Bench.Queue;
using Bench.Queue.Agents;

// One program in three parts: it conducts, and is the producer and the workers of one contestant. queue.sh starts it.
return args switch
{
    ["migrate"] => await RoostAgent.MigrateAsync(),
    ["producer"] => await RoostAgent.ProduceAsync(),
    ["worker"] => await RoostAgent.WorkAsync(),
    _ => await Conductor.RunAsync(args),
};
