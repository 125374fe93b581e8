namespace Payments.Providers.Common;

/// <summary>Remembers how far the clock of the last service that answered was from ours. For one exam at a time.</summary>
public sealed class AnswerClock(TimeProvider time)
{
    /// <summary>Their clock less ours, by the <c>Date</c> header; null where no answer had one.</summary>
    public TimeSpan? Ahead { get; private set; }

    private DateTimeOffset Now => time.GetUtcNow();

    /// <summary>A handler that looks at every answer.</summary>
    public DelegatingHandler Handler() => new Witness(this);

    private sealed class Witness(AnswerClock clock) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.Headers.Date is { } theirs) clock.Ahead = theirs - clock.Now;
            return answer;
        }
    }
}
