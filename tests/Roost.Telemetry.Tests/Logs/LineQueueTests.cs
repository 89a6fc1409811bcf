using System.Text;
using Roost.Telemetry.Logs;

namespace Roost.Telemetry.Tests.Logs;

public sealed class LineQueueTests
{
    [Fact]
    public void Lines_of_many_threads_arrive_whole_and_in_each_threads_order()
    {
        var output = new MemoryStream();
        using (var queue = new LineQueue(output, 8 << 20, _ => []))
        {
            Parallel.For(0, 4, thread =>
            {
                for (var i = 0; i < 5000; i++)
                {
                    queue.Add(Encoding.UTF8.GetBytes($"{thread}:{i}\n"));
                }
            });
        }

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(20_000);
        foreach (var thread in lines.GroupBy(line => line[0]))
        {
            thread.Select(line => int.Parse(line.AsSpan(2))).ShouldBe(Enumerable.Range(0, 5000));
        }
    }

    [Fact]
    public async Task A_stuck_output_blocks_nobody_and_what_was_dropped_is_counted_and_said()
    {
        using var output = new StuckOutput();
        var line = Encoding.UTF8.GetBytes(new string('x', 99) + "\n");
        var queue = new LineQueue(output, 10_000, count => Encoding.UTF8.GetBytes($"dropped {count}\n"));

        queue.Add(line);
        await output.Entered.Task.WaitAsync(TimeSpan.FromSeconds(20));
        for (var i = 0; i < 1000; i++)
        {
            queue.Add(line);
        }

        output.Open.Set();
        queue.Dispose();

        output.Text.ShouldContain("dropped 900\n");
        output.Text.Split('\n').Count(text => text.StartsWith('x')).ShouldBe(101);
    }

    [Fact]
    public void A_broken_output_does_not_end_the_host_and_is_told_of_once_it_works()
    {
        var output = new FullDisk();
        var queue = new LineQueue(output, 10_000, count => Encoding.UTF8.GetBytes($"dropped {count}\n"));

        queue.Add("one\n"u8);
        queue.Flush();
        output.HasRoom = true;
        queue.Add("two\n"u8);
        queue.Dispose();

        Encoding.UTF8.GetString(output.ToArray()).ShouldBe("two\ndropped 1\n");
    }

    [Fact]
    public void An_output_that_stays_broken_is_not_tried_for_ever_after_the_end()
    {
        var output = new FullDisk();
        var queue = new LineQueue(output, 10_000, count => Encoding.UTF8.GetBytes($"dropped {count}\n"));

        queue.Add("one\n"u8);
        queue.Dispose();

        output.Tries.ShouldBeInRange(1, 3);
    }

    private sealed class FullDisk : MemoryStream
    {
        public volatile bool HasRoom;

        public int Tries { get; private set; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Tries++;
            if (!HasRoom)
            {
                throw new IOException("No space left on device");
            }

            base.Write(buffer, offset, count);
        }
    }

    private sealed class StuckOutput : MemoryStream
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ManualResetEventSlim Open { get; } = new();

        public string Text => Encoding.UTF8.GetString(ToArray());

        public override void Write(byte[] buffer, int offset, int count)
        {
            Entered.TrySetResult();
            Open.Wait();
            base.Write(buffer, offset, count);
        }
    }
}
