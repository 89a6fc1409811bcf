using Roost.Messaging.Workers;

namespace Roost.Messaging.Tests.Workers;

public sealed class ClaimedJobsTests
{
    [Fact]
    public async Task Lanes_take_turns_and_each_keeps_its_order()
    {
        var jobs = new ClaimedJobs();
        Lane[] lanes = [new(0, Guid.CreateVersion7(), "a"), new(0, Guid.CreateVersion7(), "a")];
        var added = new[] { 0, 0, 0, 1, 0, 1 }.Select(lane => Job(lanes[lane])).ToArray();
        foreach (var job in added)
        {
            jobs.Add(job);
        }

        jobs.Complete();

        var read = new List<ClaimedJob>();
        await foreach (var job in jobs.ReadAllAsync())
        {
            read.Add(job);
        }

        read.Select(job => Array.IndexOf(added, job)).ShouldBe([0, 3, 1, 5, 2, 4]);
    }

    private static ClaimedJob Job(Lane lane) =>
        new(Guid.CreateVersion7(), 1, lane, LanePlace.Front, 0, 10, TimeSpan.FromMinutes(5), "", false, 0, [], []);
}
