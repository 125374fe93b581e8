using Microsoft.Extensions.Options;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>How many merchants may be registered without the admin key: each is a row for ever.</summary>
/// <remarks>Counted by process, in hours that begin with the first registration.</remarks>
public sealed class RegistrationLimit(IOptions<PaymentsHttpOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private DateTimeOffset endsAt;
    private int taken;

    /// <summary>Takes a place; else the time until there is one.</summary>
    public TimeSpan? Take()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (now >= endsAt) (endsAt, taken) = (now + Period, 0);
            if (taken >= options.Value.RegistrationsPerHour) return endsAt - now;
            taken++;
            return null;
        }
    }
}
