using Microsoft.EntityFrameworkCore;
using Roost.EntityFramework.Contexts;
using Shop.Webhooks.Deliveries;
using Shop.Webhooks.Receivers;

namespace Shop.Webhooks;

internal sealed class WebhooksDb(DbContextOptions<WebhooksDb> options) : ModuleDbContext(options)
{
    public DbSet<Receiver> Receivers => Set<Receiver>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<Attempt> Attempts => Set<Attempt>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Receiver>(receiver =>
        {
            receiver.Property(r => r.Id).ValueGeneratedNever();
            receiver.Property(r => r.Url).HasMaxLength(WebhookUrlAttribute.MaxLength);
            receiver.Property(r => r.Description).HasMaxLength(200);
            receiver.Property(r => r.DisabledReason).HasMaxLength(32);
        });
        model.Entity<Delivery>(delivery =>
        {
            delivery.Property(d => d.Id).ValueGeneratedNever();
            delivery.Property(d => d.Type).HasMaxLength(64);
            delivery.Property(d => d.Status).HasConversion<string>().HasMaxLength(16);
            delivery.Property(d => d.Reason).HasMaxLength(32);
            delivery.HasOne(d => d.Receiver).WithMany().HasForeignKey(d => d.ReceiverId).OnDelete(DeleteBehavior.Cascade);
            delivery.HasMany(d => d.Attempts).WithOne().HasForeignKey(attempt => attempt.DeliveryId).OnDelete(DeleteBehavior.Cascade);
            // An event that is handled twice makes no second message.
            delivery.HasIndex(d => new { d.ReceiverId, d.MessageId }).IsUnique();
            delivery.HasIndex(d => new { d.ReceiverId, d.Id });
        });
        model.Entity<Attempt>(attempt =>
        {
            attempt.Property(a => a.Id).ValueGeneratedNever();
            attempt.Property(a => a.Error).HasMaxLength(32);
        });
    }
}
