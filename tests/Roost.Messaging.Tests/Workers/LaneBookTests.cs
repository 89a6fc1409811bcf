using Roost.Messaging.Workers;

namespace Roost.Messaging.Tests.Workers;

public sealed class LaneBookTests
{
    private static readonly Guid Acme = new("019b76da-0000-7000-8000-000000000001");
    private static readonly Guid Globex = new("019b76da-0000-7000-8000-000000000002");
    private readonly LaneBook _book = new();

    [Fact]
    public void What_nobody_knows_of_is_not_shared()
    {
        _book.IsEmpty.ShouldBeTrue();
        _book.Share(16).ShouldBeEmpty();
    }

    [Fact]
    public void One_lane_gets_everything()
    {
        _book.Replace([new(0, Acme, "a")], keepsFloors: false);

        _book.Share(16).Single().Quota.ShouldBe(16);
    }

    [Theory]
    [InlineData(16, 2)]
    [InlineData(17, 3)]
    [InlineData(100, 7)]
    public void Lanes_of_one_priority_share_evenly_and_nothing_is_left(int slots, int lanes)
    {
        _book.Replace(Enumerable.Range(0, lanes).Select(_ => new Lane(0, Guid.CreateVersion7(), "a")), keepsFloors: false);

        var shares = _book.Share(slots);

        shares.Sum(share => share.Quota).ShouldBe(slots);
        (shares.Max(share => share.Quota) - shares.Min(share => share.Quota)).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void More_lanes_than_slots_have_turns()
    {
        _book.Replace(Enumerable.Range(0, 10).Select(_ => new Lane(0, Guid.CreateVersion7(), "a")), keepsFloors: false);

        var served = Enumerable.Range(0, 10).SelectMany(_ => _book.Share(1)).Select(share => share.Lane).ToHashSet();

        served.Count.ShouldBe(10);
    }

    [Fact]
    public void The_most_urgent_priority_has_three_quarters_and_the_others_are_not_starved()
    {
        _book.Replace([new(5, Globex, "a"), new(-5, Acme, "a")], keepsFloors: false);

        var shares = _book.Share(16).ToDictionary(share => share.Lane.Tenant, share => share.Quota);

        shares[Acme].ShouldBe(12);
        shares[Globex].ShouldBe(4);
    }

    [Fact]
    public void With_one_slot_the_others_have_every_fourth_turn()
    {
        _book.Replace([new(5, Globex, "a"), new(-5, Acme, "a")], keepsFloors: false);

        var served = Enumerable.Range(0, 8).Select(_ => _book.Share(1).Single().Lane.Tenant).ToList();

        served.Count(tenant => tenant == Globex).ShouldBe(2);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 4)]
    [InlineData(4, 1)]
    [InlineData(8, 2)]
    public void With_one_slot_every_lane_of_every_priority_has_its_turn(int urgent, int others)
    {
        _book.Replace(Enumerable.Range(0, urgent + others).Select(i => new Lane((short)(i < urgent ? -5 : 5), Guid.CreateVersion7(), "a")), keepsFloors: false);

        var served = Enumerable.Range(0, 400).Select(_ => _book.Share(1).Single().Lane).CountBy(lane => lane).ToDictionary();

        served.Count.ShouldBe(urgent + others);
        served.Where(lane => lane.Key.Priority < 0).ShouldAllBe(lane => lane.Value >= 300 / urgent - 1);
        served.Where(lane => lane.Key.Priority > 0).ShouldAllBe(lane => lane.Value >= 100 / others - 1);
    }

    [Fact]
    public void A_lane_that_gave_less_than_it_might_have_is_dry()
    {
        _book.Replace([new(0, Acme, "a"), new(0, Globex, "a")], keepsFloors: false);
        var shares = _book.Share(4);

        _book.Took(shares, [Job(Acme), Job(Acme), Job(Globex)]);

        _book.Share(4).ShouldHaveSingleItem().Lane.Tenant.ShouldBe(Acme);
    }

    [Fact]
    public void The_next_claim_begins_where_the_last_one_ended()
    {
        _book.Replace([new(0, Acme, "a")], keepsFloors: false);
        var shares = _book.Share(1);
        var job = Job(Acme);

        _book.Took(shares, [job]);

        shares[0].Floor.ShouldBe(LanePlace.Front);
        _book.Share(1).Single().Floor.ShouldBe(job.Place);
        _book.Replace([new(0, Acme, "a")], keepsFloors: false);
        _book.Share(1).Single().Floor.ShouldBe(LanePlace.Front, "A new look begins at the front, where a job may have been committed late.");
    }

    [Fact]
    public void A_look_because_somebody_added_a_job_does_not_go_back_to_the_front()
    {
        _book.Replace([new(0, Acme, "a")], keepsFloors: false);
        var job = Job(Acme);
        _book.Took(_book.Share(1), [job]);

        _book.Replace([new(0, Acme, "a"), new(0, Globex, "a")], keepsFloors: true);

        _book.Share(2).Single(share => share.Lane.Tenant == Acme).Floor.ShouldBe(job.Place);
    }

    private static ClaimedJob Job(Guid tenant) =>
        new(Guid.CreateVersion7(), 1, new(0, tenant, "a"), new(new DateTime(2026, 11, 26, 12, 0, 0, DateTimeKind.Utc), 7), 0, 10, TimeSpan.FromMinutes(5), "", false, 0, [], []);
}
