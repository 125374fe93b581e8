namespace Payments.Providers.Common;

/// <summary>
/// Remembers how far the clock of the last service that answered was from ours, for the exam that the calls are made in; of calls outside
/// of an exam nothing is kept.
/// </summary>
public sealed class AnswerClock(TimeProvider time)
{
    private readonly AsyncLocal<Reading?> present = new();

    /// <summary>Their clock less ours, by the <c>Date</c> header; null where no answer had one since <see cref="Begin"/>.</summary>
    public TimeSpan? Ahead => present.Value?.Ahead;

    private DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Watches the calls that are made from here on in this flow.</summary>
    public void Begin() => present.Value = new Reading();

    /// <summary>A handler that looks at every answer.</summary>
    public DelegatingHandler Handler() => new Witness(this);

    private sealed class Reading
    {
        public TimeSpan? Ahead { get; set; }
    }

    private sealed class Witness(AnswerClock clock) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (clock.present.Value is { } reading && answer.Headers.Date is { } theirs) reading.Ahead = theirs - clock.Now;
            return answer;
        }
    }
}
