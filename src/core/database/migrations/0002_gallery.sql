CREATE TABLE "mora"."gallery_entries" (
	"clip_id" text PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"space" text NOT NULL,
	"creator_id" text NOT NULL,
	"creator_name" text NOT NULL,
	"channel" text NOT NULL,
	"round" integer DEFAULT 1 NOT NULL,
	"shared_at" timestamp with time zone DEFAULT now() NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"published" text
);
--> statement-breakpoint
CREATE TABLE "mora"."gallery_votes" (
	"clip_id" text NOT NULL,
	"person_id" text NOT NULL,
	"voted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "gallery_votes_clip_id_person_id_pk" PRIMARY KEY("clip_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "mora"."tasks" ADD COLUMN "person_locale" text;--> statement-breakpoint
ALTER TABLE "mora"."tasks" ADD COLUMN "delivered_to" jsonb;--> statement-breakpoint
CREATE INDEX "gallery_entries_space" ON "mora"."gallery_entries" USING btree ("platform","space","shared_at");