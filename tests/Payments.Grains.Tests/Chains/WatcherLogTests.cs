using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Payments.Chains.Reading;
using Payments.Grains.Chains;

namespace Payments.Grains.Tests.Chains;

/// <summary>What a watcher writes of rounds that fail.</summary>
public sealed class WatcherLogTests : MempoolHost
{
    private readonly LogLines<ChainWatcherGrain> log = new();

    protected override void Configure(IServiceCollection services) => services.AddSingleton<ILogger<ChainWatcherGrain>>(log);

    [Fact]
    public async Task Rounds_that_fail_alike_are_one_line_in_ten_minutes_and_the_end_of_it_another()
    {
        await WatchAsync();
        Chain.HeadFailure = new ChainReadException("no node answers");
        for (var round = 0; round < 8; round++) await RoundAfterAsync(TimeSpan.FromMinutes(1));
        Failures().Should().Equal("Chain bitcoin could not be read (1 rounds failed since the last such line): no node answers. The same " +
            "blocks come again with the next round");

        for (var round = 0; round < 4; round++) await RoundAfterAsync(TimeSpan.FromMinutes(1));
        Failures().Should().HaveCount(2);
        Failures()[^1].Should().StartWith("Chain bitcoin could not be read (10 rounds failed since the last such line)");

        Chain.HeadFailure = null;
        await RoundAfterAsync(TimeSpan.FromMinutes(1));
        log.All.Where(line => line.Level == LogLevel.Information).Select(line => line.Text).Should()
            .Contain("Chain bitcoin is read again, after 12 rounds that failed");
        Failures().Should().HaveCount(2);
    }

    private string[] Failures() =>
        [.. log.All.Where(line => line.Text.Contains("could not be read", StringComparison.Ordinal)).Select(line => line.Text)];
}
