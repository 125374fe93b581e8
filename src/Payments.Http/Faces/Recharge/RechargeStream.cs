using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Payments.Http.Cashier;

namespace Payments.Http.Faces.Recharge;

/// <summary>The stream of one recharge: the cashier's events, each with the face's own view.</summary>
internal sealed class RechargeStream(CashierEvents events, CashierLook look, string cashier) : IResult
{
    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext) => events.WriteAsync(
        httpContext, look.Order.Id, look.State,
        state => JsonSerializer.Serialize(RechargeView.Of(state, cashier), RechargeJson.Relaxed.RechargeView));
}
