using Npgsql;

namespace Payments.Cluster.Load.Faults;

/// <summary>Silos and fronts speak TLS; a silo and a front without a certificate, and each with one of a wrong authority, try to take part.</summary>
internal sealed class Strangers : IFault
{
    private const int Active = 3;

    // What members write of a peer that they refused, and of one whose certificate was the reason.
    private const string Failed = "Authentication failed";
    private const string Refused = "RemoteCertificateValidationCallback";

    /// <summary>Enough for a process to start on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public string Name => "strangers";

    public bool NeedsTls => true;

    public bool IsMendedByARetry => true;

    public async Task<string> RunAsync(Cluster cluster, Traffic traffic, TimeSpan time)
    {
        var members = cluster.Silos.Count;
        Member[] strangers =
        [
            cluster.Stranger("silo", "open-silo", Credentials.None), cluster.Stranger("silo", "foreign-silo", Credentials.Foreign),
            cluster.Stranger("http", "open-front", Credentials.None), cluster.Stranger("http", "foreign-front", Credentials.Foreign),
        ];
        using var end = new CancellationTokenSource();
        // A silo takes no HTTP before it is a member: none of them ever answers.
        var tries = strangers.Select(stranger => stranger.TryStartAsync(end.Token)).ToArray();
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            while (Counts() is (0, _) or (_, 0))
            {
                if (TimeProvider.System.GetElapsedTime(began) > Patience) throw new InvalidOperationException($"Members refused {Counts()} connections in clear and with foreign certificates: not every stranger tried.");
                await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
            }
            await Task.Delay(time * 2, TimeProvider.System);
            await end.CancelAsync();
            var admitted = (await Task.WhenAll(tries)).Zip(strangers, (isReady, stranger) => isReady ? stranger.Name : null).OfType<string>().ToArray();
            if (admitted.Length > 0) throw new InvalidOperationException($"{string.Join(", ", admitted)} took part.");
            await using var connection = new NpgsqlConnection(cluster.Database);
            await connection.OpenAsync();
            await using var count = new NpgsqlCommand("SELECT count(*) FROM silos WHERE status = @active", connection) { Parameters = { new("active", Active) } };
            if ((long)(await count.ExecuteScalarAsync())! != members) throw new InvalidOperationException("The members are not those that were there before.");
            if (cluster.Silos.Concat(cluster.Fronts).Any(member => !member.Runs)) throw new InvalidOperationException("A member ended.");
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(tries);
            foreach (var stranger in strangers) stranger.Dispose();
        }
        var (open, foreign) = Counts();
        return $"{strangers.Length} processes kept out, {open} connections in clear and {foreign} foreign certificates refused";

        (int Open, int Foreign) Counts()
        {
            var foreign = cluster.Said(Refused);
            return (cluster.Said(Failed) - foreign, foreign);
        }
    }
}
