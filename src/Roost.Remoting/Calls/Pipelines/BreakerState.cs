namespace Roost.Remoting.Calls.Pipelines;

internal enum BreakerState
{
    Closed,
    Open,
    HalfOpen,
}
