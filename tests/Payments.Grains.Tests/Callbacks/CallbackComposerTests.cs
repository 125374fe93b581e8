using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Tests.Callbacks;
using Payments.Grains.Callbacks;

namespace Payments.Grains.Tests.Callbacks;

/// <summary>Deliveries as an order's outbox hands them over.</summary>
public sealed class CallbackComposerTests
{
    private const string Secret = "k";

    private static readonly OutboxEntry Entry = new() { Number = 3, Status = OrderStatus.Completed, After = 2 };

    [Theory]
    [InlineData(Face.Epay, CallbackForm.EpayParameters)]
    [InlineData(Face.Pay188, CallbackForm.Json)]
    [InlineData(Face.WoPay, CallbackForm.Json)]
    [InlineData(Face.Recharge, CallbackForm.Json)]
    public void A_delivery_names_its_face_and_carries_what_the_faces_format_composed(Face face, CallbackForm form)
    {
        var order = Order(face);
        var delivery = new CallbackComposer().Compose(order, Entry, Access(order), CompletedOrders.Now);
        var content = CallbackFormats.Of(face).Compose(order, Entry, Secret, CompletedOrders.Now);
        delivery.Should().BeEquivalentTo(new Delivery
        {
            Order = order.Id,
            Number = 3,
            Merchant = order.Merchant,
            Url = "https://shop.example/n",
            Face = face,
            Form = form,
            Payload = content.Payload,
            Headers = content.Headers,
            CreatedAt = CompletedOrders.Now,
            After = 2,
        });
    }

    [Fact]
    public void A_face_without_a_format_is_refused_by_name()
    {
        var order = Order((Face)99);
        FluentActions.Invoking(() => new CallbackComposer().Compose(order, Entry, Access(order), CompletedOrders.Now))
            .Should().Throw<NotSupportedException>().WithMessage("*99*");
    }

    private static Order Order(Face face) => CompletedOrders.Of(new OrderTerms { Face = face, MoneyText = "10.50", NotifyUrl = "https://shop.example/n" });

    private static MerchantAccess Access(Order order) => new()
    {
        Secret = Secret,
        Merchant = new Merchant
        {
            Id = order.Merchant,
            Pid = order.Pid,
            Name = "Shop",
            Email = "shop@example.com",
            ApiKeyHash = "",
            SealedSecret = "",
            CreatedAt = CompletedOrders.Now,
            UpdatedAt = CompletedOrders.Now,
        },
    };
}
