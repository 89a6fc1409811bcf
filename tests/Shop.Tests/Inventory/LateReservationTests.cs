using Roost;
using Roost.Testing.Databases;

namespace Shop.Tests.Inventory;

/// <summary>Undoing that comes before what it undoes.</summary>
public sealed class LateReservationTests(PostgresServer server)
{
    private readonly Guid _operation = Guid.CreateVersion7();

    [Fact]
    public async Task A_reservation_that_comes_after_its_release_takes_nothing()
    {
        await using var room = await StockRoom.OpenAsync(server, stock: 3);

        var released = await room.ReleaseAsync(_operation);
        var late = await room.ReserveAsync(_operation, 3);
        var again = await room.ReserveAsync(_operation, 3);

        released.IsSuccess.ShouldBeTrue();
        (late.Error!.Code, late.Error.Kind).ShouldBe(("inventory.reservation_settled", ErrorKind.Unprocessable));
        again.ShouldBe(late);
        (await room.StockAsync()).ShouldBe("3/0");
        (await room.SellAsync(_operation)).Error!.Code.ShouldBe("inventory.reservation_settled");
        (await room.ReleaseAsync(_operation)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task A_reservation_that_meets_its_release_at_the_same_moment_is_told_of_it()
    {
        await using var room = await StockRoom.OpenAsync(server, stock: 3);
        await using var release = await room.BeginReleaseAsync(_operation);
        await using var connection = release.Connection!;
        var reserving = room.ReserveAsync(_operation, 3);
        await room.UntilBlockedAsync();

        await release.CommitAsync();

        (await reserving).Error?.Code.ShouldBe("inventory.reservation_settled");
        (await room.StockAsync()).ShouldBe("3/0");
    }

    [Fact]
    public async Task Whichever_comes_first_of_a_reservation_and_its_release_nothing_is_left_aside()
    {
        await using var room = await StockRoom.OpenAsync(server, stock: 1000);

        for (var round = 0; round < 40; round++)
        {
            var operation = Guid.CreateVersion7();
            var results = await Task.WhenAll(
                room.ReserveAsync(operation, 5), room.ReleaseAsync(operation), room.ReserveAsync(operation, 5), room.ReleaseAsync(operation));

            results[1].IsSuccess.ShouldBeTrue(results[1].Error?.Code);
            results[3].IsSuccess.ShouldBeTrue(results[3].Error?.Code);
            (await room.ReserveAsync(operation, 5)).Error?.Code.ShouldBe("inventory.reservation_settled");
            (await room.StockAsync()).ShouldBe("1000/0");
        }
    }

    [Fact]
    public async Task A_sale_that_is_undone_twice_gives_back_once()
    {
        await using var room = await StockRoom.OpenAsync(server, stock: 5);
        await room.ReserveAsync(_operation, 2);
        await room.SellAsync(_operation);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => room.ReleaseAsync(_operation)));

        results.ShouldAllBe(result => result.IsSuccess);
        (await room.StockAsync()).ShouldBe("5/0");
    }
}
